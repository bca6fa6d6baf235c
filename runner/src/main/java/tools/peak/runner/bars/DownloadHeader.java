package tools.peak.runner.bars;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.ColumnNames;
import tools.peak.evidence.artifact.OneSymbol;

/**
 * The three header rows that yfinance writes: the columns behind {@code Price}, the symbols behind
 * {@code Ticker}, and {@code Date} alone.
 */
final class DownloadHeader {
  private static final String FIRST = "Price";
  private static final String SECOND = "Ticker";
  private static final String THIRD = "Date";

  private final ColumnNames names;
  private int rows = 1;

  DownloadHeader(ColumnNames names) {
    this.names = names;
  }

  static boolean begins(ColumnNames names) {
    return names.get(0).strip().equals(FIRST);
  }

  /** Takes the next row; gives what is wrong with it, or null. */
  @Nullable String take(List<String> cells, OneSymbol symbols) {
    rows++;
    String begin = cells.getFirst().strip();
    if (rows == 3) {
      return begin.startsWith(THIRD) ? null : names.whyNoTime();
    }
    if (!begin.equals(SECOND)) {
      return names.whyNoTime();
    }
    for (String symbol : cells.subList(1, cells.size())) {
      String wrong = symbols.see(symbol);
      if (wrong != null) {
        return "three header rows of yfinance with " + wrong;
      }
    }
    return null;
  }

  boolean isWhole() {
    return rows == 3;
  }

  ColumnNames names() {
    return names;
  }
}
