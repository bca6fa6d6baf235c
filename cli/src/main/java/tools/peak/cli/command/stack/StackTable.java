package tools.peak.cli.command.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.cli.output.Visible;

/** Rows about the stack, which come from no lake: for eyes, or as the document of every list. */
final class StackTable {
  private StackTable() {}

  static void print(
      Invocation invocation, List<String> columns, List<List<@Nullable Object>> rows) {
    if (!invocation.json()) {
      rows.forEach(row -> invocation.output().line(Visible.line(line(columns, row))));
      return;
    }
    List<Map<String, @Nullable Object>> named = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        one.put(columns.get(i), row.get(i));
      }
      named.add(one);
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("snapshot", null);
    document.put("columns", columns);
    document.put("rows", named);
    document.put("truncated", false);
    invocation.output().line(Json.of(document));
  }

  /** {@code ok Tempo has the trace 1.5 s}, or what is wrong and why. */
  private static String line(List<String> columns, List<@Nullable Object> row) {
    StringBuilder line = new StringBuilder();
    boolean works = Boolean.TRUE.equals(row.get(columns.indexOf("works")));
    line.append(works ? "ok      " : "FAILED  ");
    line.append(padded(String.valueOf(row.get(0)), 12));
    line.append(padded(String.valueOf(row.get(1)), 38));
    line.append(row.get(columns.indexOf("seconds"))).append(" s");
    if (!works) {
      line.append("  ").append(row.get(columns.indexOf("last_error")));
      line.append(" → ").append(row.get(columns.indexOf("cause")));
    }
    return line.toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
