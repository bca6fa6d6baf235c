package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fits columns into a terminal. Long text shrinks, the widest column first; the first column, which
 * says what a row is, loses its middle, and only as far as its values still differ. Columns that
 * nobody asked for go, from the last on, and if those that were asked for still find no room, a row
 * stands vertically.
 */
final class Fitting {
  private static final int LEAST_TEXT = 10;
  private static final int LEAST_FIRST = 16;
  private static final int LEAST_WRAPPED = 18;
  private static final int LONGEST_WORD = 24;

  /** A cell's bound where lines have none: one long note is no reason for a page of spaces. */
  private static final int MOST_IN_A_PIPE = 200;

  private final List<String> columns;
  private final List<List<? extends @Nullable Object>> rows;
  private final List<Figures> figures;
  private final View view;
  private final Terminal terminal;
  private final int[] widths;
  private final int[] least;

  private Fitting(
      List<String> columns,
      List<List<? extends @Nullable Object>> rows,
      View view,
      Terminal terminal) {
    this.columns = columns;
    this.rows = rows;
    this.figures = figures(columns, rows, view, terminal);
    this.view = view;
    this.terminal = terminal;
    this.widths = new int[columns.size()];
    this.least = new int[columns.size()];
  }

  static List<Figures> figures(
      List<String> columns,
      List<List<? extends @Nullable Object>> rows,
      View view,
      Terminal terminal) {
    List<Figures> figures = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      figures.add(
          Figures.of(view.measured().apply(columns.get(i)), values(rows, i), terminal.unicode()));
    }
    return figures;
  }

  private static List<@Nullable Object> values(
      List<List<? extends @Nullable Object>> rows, int column) {
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(column)));
    return values;
  }

  /** The layout of a table whose first rows are these. */
  static Layout of(
      List<String> columns,
      List<List<? extends @Nullable Object>> rows,
      View view,
      Terminal terminal) {
    return new Fitting(columns, rows, view, terminal).layout();
  }

  private Layout layout() {
    if (view.vertical()) {
      return new Vertical(columns, figures, view, terminal);
    }
    List<Integer> shown = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      boolean hasValue = values(rows, i).stream().anyMatch(value -> value != null);
      if (hasValue || rows.isEmpty() || !view.dropsEmpty() || view.keeps(columns.get(i))) {
        measure(i);
        shown.add(i);
      } else {
        empty.add(columns.get(i));
      }
    }
    if (total(widths, shown) > terminal.width() && shown.contains(0) && !view.wraps()) {
      least[0] = telling(least[0], widths[0]);
    }
    List<String> leftOut = new ArrayList<>();
    while (total(least, shown) > terminal.width() && shown.size() > 1) {
      int last = shown.size() - 1;
      while (last > 0 && view.keeps(columns.get(shown.get(last)))) {
        last--;
      }
      if (last == 0) {
        return new Vertical(columns, figures, view, terminal);
      }
      leftOut.addFirst(columns.get(shown.remove(last)));
    }
    shrink(shown);
    List<Grid.Part> parts = new ArrayList<>();
    shown.forEach(i -> parts.add(new Grid.Part(columns.get(i), i, figures.get(i), widths[i])));
    return new Grid(parts, leftOut, empty, view, terminal);
  }

  private void measure(int column) {
    int header = DisplayWidth.of(Visible.line(columns.get(column)));
    int widest = header;
    int word = header;
    for (List<? extends @Nullable Object> row : rows) {
      String text = figures.get(column).text(row.get(column));
      widest = Math.max(widest, DisplayWidth.of(text));
      if (view.wraps() && text.indexOf(' ') < 0 && text.indexOf('/') < 0) {
        word = Math.max(word, Math.min(LONGEST_WORD, DisplayWidth.of(text)));
      }
    }
    boolean bounded = terminal.width() == Terminal.UNBOUNDED && column > 0 && !view.wraps();
    widths[column] = bounded ? Math.min(widest, MOST_IN_A_PIPE) : widest;
    if (values(rows, column).stream().anyMatch(Figures::isWhole)) {
      least[column] = widths[column];
    } else if (view.wraps()) {
      least[column] = Math.min(widest, Math.max(LEAST_WRAPPED, word));
    } else if (column == 0) {
      least[column] = Math.min(widest, Math.max(LEAST_FIRST, header));
    } else {
      least[column] = Math.min(widths[column], LEAST_TEXT);
    }
  }

  /** How much of the first column tells its values apart, half of the terminal at most. */
  private int telling(int least, int widest) {
    Set<String> whole = new HashSet<>();
    rows.forEach(row -> whole.add(figures.getFirst().text(row.getFirst())));
    int most = Math.min(widest, Math.max(least, terminal.width() / 2));
    int width = least;
    while (width < most && differing(whole, width) < whole.size()) {
      width++;
    }
    return width;
  }

  private long differing(Set<String> texts, int width) {
    String ellipsis = terminal.ellipsis();
    return texts.stream()
        .map(text -> DisplayWidth.cutMiddle(text, width, ellipsis))
        .distinct()
        .count();
  }

  private void shrink(List<Integer> shown) {
    for (long excess = total(widths, shown) - terminal.width(); excess > 0; excess--) {
      int widest = -1;
      for (int i : shown) {
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        widths[shown.getFirst()] = Math.max(1, terminal.width());
        return;
      }
      widths[widest]--;
    }
  }

  private static long total(int[] widths, List<Integer> shown) {
    long text = 0;
    for (int i : shown) {
      text += widths[i];
    }
    return text + (long) Grid.GAP.length() * (shown.size() - 1);
  }
}
