package tools.peak.cli.output;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table for a terminal, no wider than it, or a line a value where that was asked for. */
final class TableRows extends MeasuredRows {
  private static final int MOST_LINES = 4;

  private final CommandOutput output;
  private final String snapshot;
  private final List<String> columns;
  private final View view;
  private @Nullable Layout layout;

  TableRows(CommandOutput output, String snapshot, List<String> columns, View view) {
    this.output = output;
    this.snapshot = snapshot;
    this.columns = columns;
    this.view = view;
  }

  @Override
  void begin(List<List<? extends @Nullable Object>> first) {
    layout = Fitting.of(columns, first, view, output.terminal());
    layout.head(output.style()).forEach(output::line);
  }

  @Override
  void write(List<? extends @Nullable Object> values) {
    if (layout != null) {
      layout.row(values, output.style()).forEach(output::line);
    }
  }

  @Override
  public void end(boolean truncated, String next) {
    long count = writeHeld();
    if (layout != null) {
      layout.left().forEach(this::dim);
    }
    String rows = count == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", count);
    String origin = snapshot.isEmpty() ? "" : " · lake version " + snapshot;
    dim((truncated ? "first " + rows + ", there are more (--limit)" : rows) + origin);
  }

  private void dim(String text) {
    long most = Math.min(Integer.MAX_VALUE, (long) output.terminal().width() * MOST_LINES);
    output.remark(DisplayWidth.cut(text, (int) most, output.terminal().ellipsis()));
  }
}
