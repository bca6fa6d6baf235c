package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Markdown table. The first row says which columns hold numbers. */
final class MarkdownRows implements RowWriter {
  private final CommandOutput output;
  private final String snapshot;
  private final List<String> columns;
  private boolean begun;

  MarkdownRows(CommandOutput output, String snapshot, List<String> columns) {
    this.output = output;
    this.snapshot = snapshot;
    this.columns = columns;
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    begin(values);
    write(values);
  }

  @Override
  public void end(boolean truncated, String next) {
    begin(columns);
    Origin.tell(output, snapshot, truncated, next);
  }

  private void begin(List<? extends @Nullable Object> first) {
    if (begun) {
      return;
    }
    begun = true;
    write(columns);
    List<String> rules = new ArrayList<>();
    for (Object value : first) {
      rules.add(Cell.isNumber(value) ? "---:" : "---");
    }
    write(rules);
  }

  private void write(List<? extends @Nullable Object> values) {
    output.line(
        values.stream()
            .map(value -> escaped(Cell.shown(value)))
            .collect(Collectors.joining(" | ", "| ", " |")));
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
