package tools.peak.cli.page;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tables that can be scrolled by keyboard where a screen is too narrow for them. */
final class Tables {
  private Tables() {}

  /** A table whose first column are names; numbers stand at the right. */
  static void rows(
      Html html,
      String caption,
      List<String> heads,
      List<? extends List<? extends @Nullable Object>> rows) {
    framed(
        html,
        caption,
        table -> {
          table.in(
              "thead",
              head ->
                  head.in(
                      "tr",
                      row -> {
                        for (int i = 0; i < heads.size(); i++) {
                          head(row, heads.get(i), isNumeric(rows, i));
                        }
                      }));
          table.in(
              "tbody", body -> rows.forEach(row -> body.in("tr", line -> cells(line, heads, row))));
        },
        "rows");
  }

  /** The head of a column, above its numbers or texts. */
  static void head(Html row, String name, boolean isNumeric) {
    row.of("th", name, "scope", "col", "class", isNumeric ? "number" : "");
  }

  private static boolean isNumeric(
      List<? extends List<? extends @Nullable Object>> rows, int column) {
    return column > 0
        && rows.stream().anyMatch(row -> row.get(column) instanceof Number)
        && rows.stream()
            .allMatch(row -> row.get(column) instanceof Number || "".equals(row.get(column)));
  }

  /** Whatever stands in a table, within its frame. */
  static void framed(Html html, String caption, Consumer<Html> content, String kind) {
    html.in(
        "div",
        frame ->
            frame.in(
                "table",
                table -> {
                  table.of("caption", caption);
                  content.accept(table);
                },
                "class",
                kind),
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        caption);
  }

  /** A number is shown by its column's name, or, where a row is about a metric, by the metric's. */
  private static void cells(Html line, List<String> heads, List<? extends @Nullable Object> row) {
    String metric = heads.getFirst().equals("metric") ? String.valueOf(row.getFirst()) : "";
    line.in("th", cell -> cell.value(row.getFirst()), "scope", "row");
    for (int i = 1; i < row.size(); i++) {
      Object value = row.get(i);
      String head = heads.get(i);
      String name = metric.isEmpty() || head.equals("runs") ? head : metric;
      if (value instanceof Number) {
        line.in("td", cell -> cell.value(name, value), "class", "number");
      } else {
        line.in("td", cell -> cell.value(value));
      }
    }
  }

  /** Names with values. */
  static void facts(Html html, Map<String, ?> facts) {
    html.in(
        "dl",
        list ->
            facts.forEach(
                (name, value) ->
                    list.in(
                        "div", fact -> fact.of("dt", name).in("dd", text -> text.value(value)))),
        "class",
        "facts");
  }
}
