package tools.peak.importers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives no more bytes than are allowed, whatever was promised of their number. */
public final class BoundedInput extends FilterInputStream {
  private final long limit;
  private long taken;

  /** Bytes of a stream. */
  public BoundedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** There are more bytes than are allowed. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong() {
      super("too long");
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int more) throws IOException {
    taken += more;
    if (taken > limit) {
      throw new TooLong();
    }
  }
}
