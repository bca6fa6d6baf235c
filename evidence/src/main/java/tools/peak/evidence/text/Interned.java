package tools.peak.evidence.text;

import org.jspecify.annotations.Nullable;

/**
 * Keeps one String of texts that most runs have: keys, labels, names of files. A batch holds
 * thousands of runs in memory, and comparing a text with itself takes no time.
 *
 * <p>Thread-safe without locks: two threads may each keep their own for a moment. A text that comes
 * between drives another out, so what is kept is bounded.
 */
public final class Interned {
  private static final int MAX_LENGTH = 64;
  private static final @Nullable String[] KEPT = new @Nullable String[1 << 13];

  private Interned() {}

  /** An equal text, the one that was seen before if it still is kept. */
  public static String text(String text) {
    if (text.length() > MAX_LENGTH) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 13)) & (KEPT.length - 1);
    String kept = KEPT[place];
    if (text.equals(kept)) {
      return kept;
    }
    KEPT[place] = text;
    return text;
  }
}
