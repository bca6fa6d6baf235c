package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line a value, its name before it; long values go on in the next line, and nothing is cut. */
final class Vertical implements Layout {
  private static final String GAP = "  ";
  private static final int LEAST = 10;
  private static final int RULE = 40;

  private final List<String> columns;
  private final List<Figures> figures;
  private final View view;
  private final Terminal terminal;
  private final int names;
  private long count;

  Vertical(List<String> columns, List<Figures> figures, View view, Terminal terminal) {
    this.columns = columns.stream().map(Visible::line).toList();
    this.figures = figures;
    this.view = view;
    this.terminal = terminal;
    this.names = this.columns.stream().mapToInt(DisplayWidth::of).max().orElse(0);
  }

  @Override
  public List<String> head(Style style) {
    return List.of();
  }

  @Override
  public List<String> row(List<? extends @Nullable Object> values, Style style) {
    String dash = terminal.unicode() ? "─" : "-";
    String title = String.format(Locale.ROOT, "%s %,d ", dash.repeat(2), ++count);
    int rule = Math.min(terminal.width(), RULE) - title.length();
    List<String> lines =
        new ArrayList<>(List.of(style.dim(title + dash.repeat(Math.max(0, rule)))));
    int room = Math.max(LEAST, terminal.width() - names - GAP.length());
    for (int i = 0; i < columns.size(); i++) {
      if (values.get(i) == null && view.dropsEmpty() && !view.keeps(columns.get(i))) {
        continue;
      }
      String name = DisplayWidth.padRight(columns.get(i), names) + GAP;
      for (String line : Wrapped.lines(figures.get(i).text(values.get(i)), room)) {
        lines.add((style.bold(name) + line).stripTrailing());
        name = " ".repeat(names) + GAP;
      }
    }
    return lines;
  }

  @Override
  public List<String> left() {
    return List.of();
  }
}
