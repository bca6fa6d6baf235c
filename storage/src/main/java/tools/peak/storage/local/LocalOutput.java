package tools.peak.storage.local;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import tools.peak.storage.Output;

/** Writes through a buffer. */
final class LocalOutput extends Output {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileChannel channel;
  private final OutputStream buffered;
  private long position;

  LocalOutput(FileChannel channel) {
    this.channel = channel;
    this.buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  @Override
  public long position() {
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
  public void sync() throws IOException {
    buffered.flush();
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        buffered.flush();
      }
    }
  }
}
