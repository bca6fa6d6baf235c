package tools.peak.engine.duckdb.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that were read, and reads no more than allowed. */
final class CountingStream extends FilterInputStream {
  private final long most;
  private long count;

  CountingStream(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      add(1);
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read > 0) {
      add(read);
    }
    return read;
  }

  private void add(int read) throws TooMuch {
    count += read;
    if (count > most) {
      throw new TooMuch();
    }
  }

  /** More came than was allowed. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
