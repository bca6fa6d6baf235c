package tools.peak.telemetry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file of whole lines, made when its first line comes. */
final class LineFile {
  private final Path path;
  private @Nullable FileChannel channel;
  private long bytes;

  LineFile(Path path) {
    this.path = path;
  }

  /** How much was written. */
  long bytes() {
    return bytes;
  }

  /** Appends a line, or, where that fails, leaves the file as it was before. */
  void append(byte[] line) throws IOException {
    if (channel == null) {
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      bytes += line.length;
    } catch (IOException e) {
      channel.truncate(bytes);
      throw e;
    }
  }

  void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException _) {
      // Every line was handed to the system in append: closing cannot lose one.
    }
  }
}
