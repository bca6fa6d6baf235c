package tools.peak.evidence.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.ConfigSnapshot;
import tools.peak.evidence.artifact.JsonRows;
import tools.peak.evidence.artifact.TableSource;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Texts;

/**
 * A table that stands in a document: a list of objects or of lists, an object of columns, or an
 * object whose keys are times.
 */
final class DocumentTable implements JsonRows.Taker {
  private static final long CELL = 60;

  private final String file;
  private final Budget budget;
  private final Map<String, List<@Nullable String>> columns = new LinkedHashMap<>();
  private int rows;

  DocumentTable(String file, Budget budget) {
    this.file = file;
    this.budget = budget;
  }

  /** The table under a key of a document, or that the document is. */
  static OpenFiles.Table of(String file, byte[] json, int length, String at, Budget budget)
      throws Refusal {
    int start = Utf8Text.afterMark(json, length);
    while (start < length && json[start] <= ' ' && json[start] >= 0) {
      start++;
    }
    if (start < length && json[start] == '[') {
      DocumentTable rows = new DocumentTable(file, budget);
      JsonRows.read(file, json, length, List.of(), budget.left(), rows);
      return rows.table();
    }
    return of(file, ConfigSnapshot.part(file, json, length, budget).values(), at, budget);
  }

  /** The table under a key of a run's own values. */
  static OpenFiles.Table of(String file, Map<String, Value> values, String at, Budget budget)
      throws Refusal {
    DocumentTable table = new DocumentTable(file, budget);
    Value list = values.get(at);
    if (list != null && list.type() == Value.Type.LIST) {
      byte[] json = String.valueOf(list.text()).getBytes(UTF_8);
      JsonRows.read(file, json, json.length, List.of(), budget.left(), table);
      return table.table();
    }
    String prefix = at.isEmpty() ? "" : at + ".";
    Map<String, Value> below = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    if (below.values().stream().anyMatch(value -> value.type() == Value.Type.LIST)) {
      table.columns(below);
    } else if (!below.isEmpty()) {
      table.byTime(below);
    } else {
      throw new Refusal(
          new Problem.InvalidJson(file, "has no list and no object under " + Quoted.text(at)));
    }
    return table.table();
  }

  @Override
  public void row(@Nullable String key, Map<String, Value> values, int line) throws Refusal {
    for (Value value : values.values()) {
      budget.takeText(file, CELL + (value.text() == null ? 0 : value.text().length()));
      List<@Nullable String> column = column(value.key());
      while (column.size() < rows) {
        column.add(null);
      }
      column.add(value.text());
    }
    rows++;
  }

  /** Lists side by side. */
  private void columns(Map<String, Value> lists) throws Refusal {
    for (Map.Entry<String, Value> list : lists.entrySet()) {
      if (list.getValue().type() == Value.Type.LIST) {
        byte[] json = String.valueOf(list.getValue().text()).getBytes(UTF_8);
        List<@Nullable String> column = column(list.getKey());
        JsonRows.read(
            file,
            json,
            json.length,
            List.of(),
            budget.left(),
            (_, values, _) -> {
              Value value = values.get(JsonRows.ONLY);
              budget.takeText(file, CELL);
              column.add(value == null ? null : value.text());
            });
        rows = Math.max(rows, column.size());
      }
    }
  }

  /** An object such as {@code {"2024-01-01": 100.0, …}}. */
  private void byTime(Map<String, Value> points) throws Refusal {
    for (Map.Entry<String, Value> point : points.entrySet()) {
      budget.takeText(file, 2 * CELL);
      column("timestamp").add(point.getKey());
      column("equity").add(point.getValue().text());
      rows++;
    }
  }

  private List<@Nullable String> column(String name) {
    return columns.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  OpenFiles.Table table() {
    List<ParquetColumn> all = new ArrayList<>();
    columns.forEach(
        (name, cells) -> {
          while (cells.size() < rows) {
            cells.add(null);
          }
          all.add(new Strings(name, Texts.of(cells.toArray(new @Nullable String[0]))));
        });
    return new OpenFiles.Table(new Source(file), new ParquetTable(rows, all));
  }

  /** A document, whose rows have no lines of their own. */
  private record Source(String file) implements TableSource {
    @Override
    public Problem problem(String detail) {
      return new Problem.InvalidJson(file, detail);
    }

    @Override
    public Problem problem(String column, int row, String text, String why) {
      return problem(
          Quoted.text(column) + ", element " + (row + 1) + ": " + Quoted.text(text) + " " + why);
    }
  }
}
