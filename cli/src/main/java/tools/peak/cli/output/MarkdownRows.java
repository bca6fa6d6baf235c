package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Markdown table. Numbers are shown as in a table at a terminal. */
final class MarkdownRows extends MeasuredRows {
  private final CommandOutput output;
  private final String snapshot;
  private final List<String> columns;
  private final View view;
  private List<Figures> figures = List.of();

  MarkdownRows(CommandOutput output, String snapshot, List<String> columns, View view) {
    this.output = output;
    this.snapshot = snapshot;
    this.columns = columns;
    this.view = view;
  }

  @Override
  void begin(List<List<? extends @Nullable Object>> first) {
    figures = Fitting.figures(columns, first, view, output.terminal());
    cells(columns.stream().map(Visible::line).toList());
    output.line(
        figures.stream()
            .map(column -> column.numeric() ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  @Override
  void write(List<? extends @Nullable Object> values) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      cells.add(figures.get(i).text(values.get(i)));
    }
    cells(cells);
  }

  @Override
  public void end(boolean truncated, String next) {
    writeHeld();
    Origin.tell(output, snapshot, truncated, next);
  }

  private void cells(List<String> texts) {
    output.line(
        texts.stream().map(MarkdownRows::escaped).collect(Collectors.joining(" | ", "| ", " |")));
  }

  /** Text of a run stays text: no cell ends early, no tag, link or code begins. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '\\', '|', '[', ']', '`' -> out.append('\\').append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
