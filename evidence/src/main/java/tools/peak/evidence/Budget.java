package tools.peak.evidence;

import java.util.Locale;

/**
 * What one folder may take of the heap, whatever its files look like on disk: keys, texts and cells
 * are charged as they are decoded, before they are made. What is spent stays spent.
 */
public final class Budget {
  private static final long MIB = 1L << 20;

  /** The header of a text, that of its array, and the reference to it. */
  private static final long TEXT = 48;

  private final long limit;
  private long spent;

  /**
   * A budget of which nothing is spent.
   *
   * @param limit bytes of heap
   */
  public Budget(long limit) {
    this.limit = limit;
  }

  /** A quarter of the heap: beside a folder there are its neighbours, read and to be written. */
  public static long ofHeap() {
    return Math.max(MIB, Runtime.getRuntime().maxMemory() / 4);
  }

  /** Bytes that may still be taken. */
  public long left() {
    return limit - spent;
  }

  /**
   * Takes bytes of the heap.
   *
   * @param file what they are for
   * @throws Refusal with {@link Problem.TooMuchMemory} if there are not so many left
   */
  public void take(String file, long bytes) throws Refusal {
    if (bytes > left()) {
      throw spent(file);
    }
    spent += bytes;
  }

  /** Takes what a text of that many characters needs. */
  public void takeText(String file, long length) throws Refusal {
    take(file, TEXT + length);
  }

  /** Says that a file needs more than is left. */
  public Refusal spent(String file) {
    return new Refusal(
        new Problem.TooMuchMemory(
            String.format(
                Locale.ROOT,
                "%s: in memory the folder takes more than the %,d MB that one may, a quarter of"
                    + " the heap; give it more with PEAK_JAVA_OPTS=-Xmx4g",
                file,
                limit / MIB)));
  }
}
