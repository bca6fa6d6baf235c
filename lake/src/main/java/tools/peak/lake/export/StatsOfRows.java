package tools.peak.lake.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Stat;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.schema.Column;

/** The metrics of runs from the lake's rows of them, by name. */
final class StatsOfRows implements AutoCloseable {
  private static final String PREFIX = "metrics.";

  private final RowsByRun rows;
  private List<String> columns = List.of();

  StatsOfRows(Supplier<TableQuery> runs) {
    this.rows =
        new RowsByRun(
            () -> {
              Rows answer = runs.get().columns("run_id", "stats_text", "metrics.*").stream();
              columns = answer.columns().stream().map(Column::name).toList();
              return answer;
            });
  }

  List<Stat> of(String runId) {
    Map<String, Stat> stats = new TreeMap<>();
    rows.forEach(runId, row -> add(row, stats));
    return new ArrayList<>(stats.values());
  }

  private void add(List<@Nullable Object> row, Map<String, Stat> stats) {
    for (int i = 2; i < row.size(); i++) {
      if (row.get(i) instanceof Double value) {
        String column = columns.get(i);
        String metric = column.startsWith(PREFIX) ? column.substring(PREFIX.length()) : column;
        stats.put(metric, new Stat(metric, value, null));
      }
    }
    if (row.get(1) instanceof Map<?, ?> texts) {
      texts.forEach(
          (name, text) -> {
            String metric = String.valueOf(name);
            Stat number = stats.get(metric);
            stats.put(
                metric,
                new Stat(metric, number == null ? null : number.value(), String.valueOf(text)));
          });
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
