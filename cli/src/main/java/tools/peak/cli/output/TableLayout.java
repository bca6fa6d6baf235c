package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How wide each column of a table is, and on which side its values stand. */
final class TableLayout {
  private static final String GAP = "  ";
  private static final int LEAST_TEXT = 10;

  private final List<String> columns;
  private final int[] widths;
  private final boolean[] right;
  private final boolean[] whole;
  private final int shown;
  private final String ellipsis;
  private final String dash;

  private TableLayout(
      List<String> columns,
      int[] widths,
      boolean[] right,
      boolean[] whole,
      int shown,
      boolean unicode) {
    this.columns = columns;
    this.widths = widths;
    this.right = right;
    this.whole = whole;
    this.shown = shown;
    this.ellipsis = unicode ? "…" : "...";
    this.dash = unicode ? "─" : "-";
  }

  /**
   * Fits columns into a terminal. Long text is cut, the widest column first; the first column,
   * which says what the row is, stays whole as long as it leaves room for others, and is then cut
   * in its middle: ids differ at their ends. What still finds no room is left out.
   */
  static TableLayout of(
      List<String> columns, List<List<? extends @Nullable Object>> rows, Terminal terminal) {
    int[] widths = new int[columns.size()];
    int[] least = new int[columns.size()];
    boolean[] right = new boolean[columns.size()];
    boolean[] whole = new boolean[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      right[i] = rows.stream().map(row -> row.get(column)).anyMatch(Cell::isNumber);
      boolean plain =
          rows.stream().map(row -> row.get(column)).allMatch(v -> v == null || Cell.isWhole(v));
      whole[i] = plain;
      widths[i] =
          Math.max(
              DisplayWidth.of(Visible.line(columns.get(i))),
              rows.stream()
                  .mapToInt(row -> DisplayWidth.of(Cell.shown(row.get(column), plain)))
                  .max()
                  .orElse(0));
      int most = i == 0 ? Math.max(LEAST_TEXT, terminal.width() / 2) : LEAST_TEXT;
      least[i] = right[i] ? widths[i] : Math.min(widths[i], most);
    }
    int shown = widths.length;
    while (shown > 1 && total(least, shown) > terminal.width()) {
      shown--;
    }
    shrink(widths, least, shown, terminal.width());
    return new TableLayout(columns, widths, right, whole, shown, terminal.unicode());
  }

  String header() {
    return line(columns);
  }

  /** The columns that found no room. */
  List<String> leftOut() {
    return columns.subList(shown, columns.size());
  }

  String rule() {
    return String.join(
        GAP, IntStream.range(0, shown).mapToObj(i -> dash.repeat(widths[i])).toList());
  }

  String line(List<? extends @Nullable Object> values) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      String text = Cell.shown(values.get(i), whole[i]);
      String cell =
          i == 0
              ? DisplayWidth.cutMiddle(text, widths[i], ellipsis)
              : DisplayWidth.cut(text, widths[i], ellipsis);
      cells.add(
          right[i]
              ? DisplayWidth.padLeft(cell, widths[i])
              : DisplayWidth.padRight(cell, widths[i]));
    }
    return String.join(GAP, cells).stripTrailing();
  }

  private static void shrink(int[] widths, int[] least, int shown, int room) {
    for (long excess = total(widths, shown) - room; excess > 0; excess--) {
      int widest = -1;
      for (int i = 0; i < shown; i++) {
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static long total(int[] widths, int shown) {
    long text = Arrays.stream(widths, 0, shown).asLongStream().sum();
    return text + (long) GAP.length() * (shown - 1);
  }
}
