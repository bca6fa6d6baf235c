package tools.peak.storage.cloud;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object's bytes, asked for a stretch at a time: what breaks is asked for again, not all of it.
 */
final class CloudInput extends InputStream {
  private static final int STRETCH = 4 << 20;

  private final Stretches object;
  private final long size;
  private long asked;
  private byte[] stretch = {};
  private int next;

  /** Bytes of an object from a place on. */
  @FunctionalInterface
  interface Stretches {
    byte[] read(long from, long length) throws IOException;
  }

  CloudInput(Stretches object, long size) {
    this.object = object;
    this.size = size;
  }

  private boolean isAtEnd() throws IOException {
    if (next < stretch.length) {
      return false;
    }
    if (asked == size) {
      return true;
    }
    stretch = object.read(asked, Math.min(STRETCH, size - asked));
    if (stretch.length == 0) {
      throw new EOFException("the cloud gave " + asked + " bytes of " + size);
    }
    asked += stretch.length;
    next = 0;
    return false;
  }

  @Override
  public int read() throws IOException {
    return isAtEnd() ? -1 : stretch[next++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int count = Math.min(length, stretch.length - next);
    System.arraycopy(stretch, next, into, offset, count);
    next += count;
    return count;
  }
}
