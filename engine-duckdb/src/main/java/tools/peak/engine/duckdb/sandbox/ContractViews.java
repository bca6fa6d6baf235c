package tools.peak.engine.duckdb.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.peak.engine.duckdb.sql.ParquetFiles;
import tools.peak.engine.duckdb.sql.Scan;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.query.StrategyNames;
import tools.peak.lake.query.filter.Renames;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/** The contract's tables of a version of the lake, as views for statements of SQL. */
public final class ContractViews {
  private static final Set<String> DERIVED = Set.of("stats", "params");

  private final View snapshot;

  public ContractViews(View snapshot) {
    this.snapshot = snapshot;
  }

  /** The names of all tables and views. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(DERIVED);
    snapshot.tables().keySet().forEach(table -> names.add(table.tableName()));
    snapshot.state().forEach(table -> names.add(table.name()));
    return names;
  }

  /** The tables of the catalog among those. */
  List<StateTable> state(Set<String> names) {
    return snapshot.state().stream().filter(table -> names.contains(table.name())).toList();
  }

  /** The files that those read. */
  List<String> files(Set<String> names) {
    Set<String> files = new TreeSet<>();
    snapshot
        .tables()
        .forEach(
            (table, content) -> {
              if (names.contains(table.tableName())
                  || (table == LakeTable.RUNS && DERIVED.stream().anyMatch(names::contains))) {
                files.addAll(new ParquetFiles(content.files()).opened());
              }
            });
    return List.copyOf(files);
  }

  /**
   * The statements that make views of those that are not of the catalog.
   *
   * @param metrics the only ones that anybody looks for in {@code stats}; empty for any
   */
  public List<String> statements(Set<String> names, Optional<Set<String>> metrics) {
    List<String> statements = new ArrayList<>();
    snapshot
        .tables()
        .forEach(
            (table, content) -> {
              if (names.contains(table.tableName())) {
                statements.add(
                    view(table.tableName(), table == LakeTable.RUNS ? allRuns() : all(content)));
              }
            });
    if (names.contains("stats")) {
      statements.add(view("stats", stats(metrics)));
    }
    if (names.contains("params")) {
      statements.add(view("params", params()));
    }
    return statements;
  }

  private static String view(String name, String query) {
    return "CREATE VIEW " + SqlText.identifier(name) + " AS " + query;
  }

  private static String all(TableSnapshot table) {
    Scan scan = new Scan(table);
    String columns =
        table.fields().stream()
            .map(field -> field.column().name())
            .map(name -> scan.column(name) + " AS " + SqlText.identifier(name))
            .collect(Collectors.joining(", "));
    return "SELECT " + columns + " FROM " + scan.relation();
  }

  /** The current name of each strategy, and that which the run was loaded with. */
  private String allRuns() {
    Renames renames = StrategyNames.of(snapshot);
    Scan scan = new Scan(runs());
    boolean isTaken =
        runs().fields().stream()
            .anyMatch(field -> field.column().name().equalsIgnoreCase(StrategyNames.RECORDED));
    List<String> columns = new ArrayList<>();
    for (Field field : runs().fields()) {
      String name = field.column().name();
      String value = scan.column(name);
      boolean isStrategy = name.equals("strategy");
      columns.add(
          (isStrategy ? renamed(value, renames) : value) + " AS " + SqlText.identifier(name));
      if (isStrategy && !isTaken) { // else somebody's metric bears the name
        columns.add(value + " AS " + SqlText.identifier(StrategyNames.RECORDED));
      }
    }
    return "SELECT " + String.join(", ", columns) + " FROM " + scan.relation();
  }

  private static String renamed(String value, Renames renames) {
    StringBuilder sql = new StringBuilder();
    renames
        .current()
        .forEach(
            (former, now) ->
                sql.append(" WHEN ")
                    .append(SqlText.literal(former))
                    .append(" THEN ")
                    .append(SqlText.literal(now)));
    return sql.isEmpty() ? value : "CASE " + value + sql + " ELSE " + value + " END";
  }

  private TableSnapshot runs() {
    return Objects.requireNonNull(snapshot.tables().get(LakeTable.RUNS));
  }

  /**
   * A branch a metric where the statement names those that it sees: it reads their columns alone.
   * Else one that reads all columns at once. One more for the metrics that are no columns, and one
   * for texts that are no numbers.
   */
  private String stats(Optional<Set<String>> asked) {
    Set<String> contract =
        LakeTable.RUNS.columns().stream().map(Column::name).collect(Collectors.toSet());
    List<String> metrics =
        runs().fields().stream()
            .map(Field::column)
            .map(Column::name)
            .filter(name -> !contract.contains(name))
            .toList();
    List<String> branches = new ArrayList<>();
    if (asked.isEmpty()) {
      if (!metrics.isEmpty()) {
        branches.add(columns(metrics));
      }
    } else {
      metrics.stream().filter(asked.get()::contains).map(this::column).forEach(branches::add);
    }
    if (asked.isEmpty() || !metrics.containsAll(asked.get())) {
      branches.add(overflow());
      branches.add(texts(metrics));
    }
    return branches.isEmpty() ? overflow() : String.join(" UNION ALL ", branches);
  }

  private String column(String metric) {
    Scan scan = new Scan(runs());
    String name = SqlText.literal(metric);
    String value = scan.column(metric);
    String texts = scan.column("stats_text");
    return ("SELECT %1$s AS run_id, %2$s AS metric, %3$s AS value, %4$s[%2$s] AS text FROM %5$s"
            + " WHERE %3$s IS NOT NULL OR map_contains(%4$s, %2$s)")
        .formatted(scan.column("run_id"), name, value, texts, scan.relation());
  }

  private String columns(List<String> metrics) {
    Scan scan = new Scan(runs());
    String names = metrics.stream().map(SqlText::literal).collect(Collectors.joining(", "));
    String values = metrics.stream().map(scan::column).collect(Collectors.joining(", "));
    String runId = scan.column("run_id");
    String texts = scan.column("stats_text");
    return ("SELECT run_id, metric, value, texts[metric] AS text FROM (SELECT %s AS run_id, %s AS"
            + " texts, unnest([%s]) AS metric, unnest([%s]) AS value FROM %s)"
            + " WHERE value IS NOT NULL OR map_contains(texts, metric)")
        .formatted(runId, texts, names, values, scan.relation());
  }

  private String overflow() {
    Scan scan = new Scan(runs());
    String runId = scan.column("run_id");
    String texts = scan.column("stats_text");
    String overflow = scan.column("overflow");
    return ("SELECT run_id, e.key AS metric, e.value AS value, texts[e.key] AS text FROM"
            + " (SELECT %s AS run_id, %s AS texts, unnest(map_entries(%s)) AS e FROM %s)")
        .formatted(runId, texts, overflow, scan.relation());
  }

  private String texts(List<String> metrics) {
    Scan scan = new Scan(runs());
    String runId = scan.column("run_id");
    String texts = scan.column("stats_text");
    String overflow = scan.column("overflow");
    String columns =
        metrics.stream().map(SqlText::literal).collect(Collectors.joining(", ", "[", "]"));
    return ("SELECT run_id, e.key AS metric, CAST(NULL AS DOUBLE) AS value, e.value AS text FROM"
            + " (SELECT %s AS run_id, %s AS others, unnest(map_entries(%s)) AS e FROM %s)"
            + " WHERE NOT list_contains(CAST(%s AS VARCHAR[]), e.key)"
            + " AND (others IS NULL OR NOT map_contains(others, e.key))")
        .formatted(runId, overflow, texts, scan.relation(), columns);
  }

  private String params() {
    Scan scan = new Scan(runs());
    String runId = scan.column("run_id");
    String params = scan.column("params");
    return ("SELECT run_id, e.key AS key, e.value.\"type\" AS type, e.value.\"value\" AS value,"
            + " e.value.\"number\" AS number FROM"
            + " (SELECT %s AS run_id, unnest(map_entries(%s)) AS e FROM %s)")
        .formatted(runId, params, scan.relation());
  }
}
