package tools.peak.lake.iceberg;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** Iceberg's files on a local disk. What is written is synced before it is closed. */
final class LocalFiles implements FileIO {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public InputFile newInputFile(String path) {
    return org.apache.iceberg.Files.localInput(new File(plain(path)));
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new SyncedOutput(Path.of(plain(path)));
  }

  @Override
  public void deleteFile(String path) {
    try {
      Files.delete(Path.of(plain(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a location is. */
  static Path path(String location) {
    return Path.of(plain(location));
  }

  /** Other engines write locations as URIs. */
  private static String plain(String path) {
    return path.startsWith("file:") ? Path.of(java.net.URI.create(path)).toString() : path;
  }

  private record SyncedOutput(Path path) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      if (Files.exists(path)) {
        throw new AlreadyExistsException("File already exists: %s", path);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      try {
        Files.createDirectories(path.getParent());
        return new SyncedStream(
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String location() {
      return path.toString();
    }

    @Override
    public InputFile toInputFile() {
      return org.apache.iceberg.Files.localInput(path.toFile());
    }
  }

  private static final class SyncedStream extends PositionOutputStream {
    private final FileChannel channel;
    private final OutputStream buffered;
    private long position;

    SyncedStream(FileChannel channel) {
      this.channel = channel;
      this.buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      buffered.write(value);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      buffered.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      buffered.flush();
    }

    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        try (channel) {
          buffered.flush();
          channel.force(true);
        }
      }
    }
  }
}
