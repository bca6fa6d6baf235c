package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table for a terminal: columns as wide as the first rows need, numbers to the right, long text
 * cut, the whole no wider than the terminal.
 */
final class TableRows implements RowWriter {
  /** Rows that are looked at before the first is written; the rest streams. */
  private static final int MEASURED = 1_000;

  private final CommandOutput output;
  private final String snapshot;
  private final List<String> columns;
  private final List<List<? extends @Nullable Object>> held = new ArrayList<>();
  private @Nullable TableLayout layout;
  private long count;

  TableRows(CommandOutput output, String snapshot, List<String> columns) {
    this.output = output;
    this.snapshot = snapshot;
    this.columns = columns;
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    count++;
    if (layout != null) {
      output.line(layout.line(values));
      return;
    }
    held.add(values);
    if (held.size() == MEASURED) {
      begin();
    }
  }

  @Override
  public void end(boolean truncated, String next) {
    List<String> leftOut = begin().leftOut();
    if (!leftOut.isEmpty()) {
      String names = leftOut.stream().map(Visible::line).collect(Collectors.joining(", "));
      String note = leftOut.size() + " more: " + names;
      String ellipsis = output.terminal().unicode() ? "…" : "...";
      output.line(output.style().dim(DisplayWidth.cut(note, output.terminal().width(), ellipsis)));
    }
    String rows = count == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", count);
    String origin = snapshot.isEmpty() ? "" : " · lake version " + snapshot;
    output.line(
        output
            .style()
            .dim((truncated ? "first " + rows + ", there are more (--limit)" : rows) + origin));
  }

  private TableLayout begin() {
    TableLayout known = layout;
    if (known != null) {
      return known;
    }
    TableLayout measured = TableLayout.of(columns, held, output.terminal());
    layout = measured;
    output.line(output.style().bold(measured.header()));
    output.line(output.style().dim(measured.rule()));
    held.forEach(values -> output.line(measured.line(values)));
    held.clear();
    return measured;
  }
}
