package tools.peak.parquet.read;

import tools.peak.parquet.format.ByteCursor;

/** A file that is in memory. */
final class ByteSource implements PageSource {
  private final byte[] bytes;

  ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int window() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void load(ByteCursor cursor, long from, int size) {
    cursor.set(bytes, (int) from, (int) from + size);
  }
}
