package tools.peak.parquet.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import tools.peak.parquet.format.ByteCursor;

/**
 * A file that is read as its pages are needed; one a column, since each keeps what it read last.
 */
final class FileSource implements PageSource {
  /** Most pages fit with their header, and what is read for one is there for the next. */
  private static final int WINDOW = 1 << 16;

  private final FileChannel channel;
  private byte[] buffer = ByteCursor.NONE;
  private long begin;
  private int filled;

  FileSource(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int window() {
    return WINDOW;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the file can't be read
   */
  @Override
  public void load(ByteCursor cursor, long from, int size) {
    if (from < begin || from + size > begin + filled) {
      fill(from, size);
    }
    int at = (int) (from - begin);
    cursor.set(buffer, at, at + size);
  }

  private void fill(long from, int size) {
    if (buffer.length < size) {
      buffer = new byte[size];
    }
    begin = from;
    filled = 0;
    try {
      ByteBuffer into = ByteBuffer.wrap(buffer);
      while (filled < size) {
        int read = channel.read(into, from + filled);
        if (read < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
        filled += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
