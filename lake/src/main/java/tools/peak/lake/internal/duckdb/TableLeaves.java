package tools.peak.lake.internal.duckdb;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.peak.lake.internal.TableSnapshot;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;

/** What expressions read from the rows of a table, and the relation that holds all of it. */
final class TableLeaves implements Leaves {
  private final Scan scan;
  private final StateTables.Lease state;
  private final Map<String, String> tags = new LinkedHashMap<>();

  TableLeaves(TableSnapshot table, StateTables.Lease state) {
    this.scan = new Scan(table);
    this.state = state;
  }

  @Override
  public SqlText attribute(Expression.Attribute attribute) {
    return SqlText.of(scan.column(attribute.column().name()));
  }

  @Override
  public SqlText metric(Expression.Metric metric) {
    boolean ofContract =
        LakeTable.RUNS.columns().stream().map(Column::name).anyMatch(metric.name()::equals);
    if (scan.has(metric.name()) && !ofContract) {
      return SqlText.of(scan.column(metric.name()));
    }
    return key("overflow", metric.name());
  }

  @Override
  public SqlText entry(Expression.Entry entry) {
    return switch (entry.space()) {
      case PARAMS -> key("params", entry.key());
      case META -> key("meta", entry.key());
      case ATTRIBUTES -> key("attributes", entry.key());
      case RESOURCE -> key("resource", entry.key());
      case TAGS -> textual(SqlText.of(tag(entry.key())));
      case OTHERS -> textual(key("others", entry.key()));
      case OVERFLOW -> throw new IllegalArgumentException("a metric is no entry");
    };
  }

  private SqlText key(String map, String key) {
    return SqlText.of(scan.column(map)).append("[CAST(").bind(key).append(" AS VARCHAR)]");
  }

  private String tag(String key) {
    return tags.computeIfAbsent(key, _ -> "t" + tags.size()) + ".value";
  }

  /** A text without a type; it counts as a number when it is written as one. */
  private static SqlText textual(SqlText text) {
    return SqlText.of("(SELECT CASE WHEN v IS NULL THEN NULL ELSE struct_pack(")
        .append("\"type\" := 'string', \"value\" := v, \"number\" := CASE WHEN ")
        .append("regexp_full_match(v, '[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?')")
        .append(" THEN TRY_CAST(v AS DOUBLE) END) END FROM (SELECT ")
        .append(text)
        .append(" AS v))");
  }

  @Override
  public SqlText output(Expression.Output output) {
    throw new IllegalArgumentException("a table has no outputs");
  }

  @Override
  public SqlText runDate() {
    return SqlText.of(
        "COALESCE(%s, CAST(%s AS DATE))"
            .formatted(scan.column("start_date"), scan.column("timestamp")));
  }

  /** What to select from; ask when all expressions are rendered. */
  SqlText relation() {
    SqlText joins = new SqlText();
    String runId = tags.isEmpty() ? "" : scan.column("run_id");
    tags.forEach(
        (key, alias) ->
            joins
                .append(" LEFT JOIN (SELECT run_id, max(value) AS value FROM ")
                .append(
                    state
                        .table("tags")
                        .orElse("(SELECT '' AS run_id, '' AS key, '' AS value WHERE false)"))
                .append(" WHERE key = ")
                .bind(key)
                .append(" GROUP BY run_id) AS " + alias + " ON " + alias + ".run_id = r." + runId));
    return SqlText.of(scan.relation() + " AS r").append(joins);
  }
}
