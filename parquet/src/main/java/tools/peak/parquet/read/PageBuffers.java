package tools.peak.parquet.read;

/** Buffers that are used again from page to page and from file to file. */
final class PageBuffers {
  /** What is kept for the next file: enough for small ones, and no burden for the heap. */
  private static final int KEPT = 1 << 20;

  private byte[] page = new byte[4096];
  private byte[] recoded = new byte[0];
  private int[] indices = new int[1024];

  byte[] page(int size) {
    if (page.length < size) {
      page = new byte[grown(page.length, size)];
    }
    return page;
  }

  byte[] recoded(int size) {
    if (recoded.length < size) {
      recoded = new byte[grown(recoded.length, size)];
    }
    return recoded;
  }

  int[] indices(int count) {
    if (indices.length < count) {
      indices = new int[grown(indices.length, count)];
    }
    return indices;
  }

  /** Lets go of what an unusually large file needed. */
  void trim() {
    if (page.length > KEPT) {
      page = new byte[KEPT];
    }
    if (recoded.length > KEPT) {
      recoded = new byte[0];
    }
    if (indices.length > KEPT / Integer.BYTES) {
      indices = new int[KEPT / Integer.BYTES];
    }
  }

  private static int grown(int size, int wanted) {
    return Math.max(wanted, Math.min(2 * size, KEPT));
  }
}
