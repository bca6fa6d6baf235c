package tools.peak.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180, but with line feeds alone; NULL is empty, empty text is {@code ""}. Where asked for,
 * text that a spreadsheet would take for a formula has a {@code '} before it, as OWASP advises.
 */
final class CsvRows implements RowWriter {
  private final CommandOutput output;
  private final String snapshot;
  private final boolean safe;

  CsvRows(CommandOutput output, String snapshot, List<String> columns, boolean safe) {
    this.output = output;
    this.snapshot = snapshot;
    this.safe = safe;
    row(columns);
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      append(values.get(i), line);
    }
    output.line(line.toString());
  }

  @Override
  public void end(boolean truncated, String next) {
    Origin.tell(output, snapshot, truncated, next);
  }

  private void append(@Nullable Object value, StringBuilder line) {
    if (value == null) {
      return;
    }
    String text = Cell.exact(value);
    if (safe && value instanceof String && beginsFormula(text)) {
      text = "'" + text;
    }
    if (output.terminal().out()) {
      text = Visible.line(text);
    }
    if (text.isEmpty() || needsQuotes(text)) {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      line.append(text);
    }
  }

  private static boolean beginsFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ';
  }
}
