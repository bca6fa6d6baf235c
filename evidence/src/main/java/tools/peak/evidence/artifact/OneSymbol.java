package tools.peak.evidence.artifact;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.text.Quoted;

/** Sees to it that all rows of a file are of one symbol. */
public final class OneSymbol {
  private @Nullable String first;

  /** Takes a row's symbol; gives what is wrong if it is a second one. */
  public @Nullable String see(String text) {
    String symbol = text.strip();
    if (symbol.isEmpty() || symbol.equals(first)) {
      return null;
    }
    if (first == null) {
      first = symbol;
      return null;
    }
    return "two symbols in one file, "
        + Quoted.text(first)
        + " and "
        + Quoted.text(symbol)
        + ": write a file for each";
  }

  /** What is wrong if another symbol was asked for than the file has, or null. */
  public @Nullable String unlike(String asked) {
    return first == null || same(first, asked)
        ? null
        : "is of " + Quoted.text(first) + ", not of " + Quoted.text(asked);
  }

  /** Exchanges write one symbol in several ways: BTC/USD, BTC-USD, btcusd. */
  private static boolean same(String one, String other) {
    return letters(one).equals(letters(other));
  }

  private static String letters(String symbol) {
    return symbol.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }
}
