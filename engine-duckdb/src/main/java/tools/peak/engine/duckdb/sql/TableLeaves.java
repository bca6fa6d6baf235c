package tools.peak.engine.duckdb.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/** What expressions read from the rows of a table, and the relation that holds all of it. */
final class TableLeaves implements Leaves {
  private final Scan scan;
  private final TagSource tags;
  private final Optional<RelatedSql> related;
  private final Map<String, String> aliases = new LinkedHashMap<>();

  TableLeaves(
      TableSnapshot table, Optional<CopiedRuns> hot, TagSource tags, Optional<RelatedSql> related) {
    this.scan = new Scan(table, hot);
    this.tags = tags;
    this.related = related;
  }

  @Override
  public SqlText runId() {
    return SqlText.of("r." + scan.column("run_id"));
  }

  @Override
  public RelatedSql related() {
    return related.orElseThrow();
  }

  @Override
  public SqlText attribute(Expression.Attribute attribute) {
    return SqlText.of(scan.column(attribute.column().name()));
  }

  /** Whether all that was rendered until now is read from copies. */
  boolean isHot() {
    return scan.isHot();
  }

  /** The SQL of a column by its name. */
  String column(String name) {
    return scan.column(name);
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
      case TAGS, OTHERS -> textual(text(entry).orElseThrow());
      case OVERFLOW -> throw new IllegalArgumentException("a metric is no entry");
    };
  }

  @Override
  public Optional<SqlText> text(Expression.Entry entry) {
    return switch (entry.space()) {
      case TAGS -> Optional.of(SqlText.of(tag(entry.key())));
      case OTHERS -> Optional.of(key("others", entry.key()));
      case PARAMS, META, ATTRIBUTES, RESOURCE, OVERFLOW -> Optional.empty();
    };
  }

  private SqlText key(String map, String key) {
    return SqlText.of(scan.column(map)).append("[CAST(").bind(key).append(" AS VARCHAR)]");
  }

  private String tag(String key) {
    return aliases.computeIfAbsent(key, _ -> "t" + aliases.size()) + ".value";
  }

  /** A text without a type; it counts as a number when it is written as one. */
  private static SqlText textual(SqlText text) {
    return SqlText.of("(SELECT CASE WHEN v IS NULL THEN NULL ELSE struct_pack(")
        .append("\"type\" := 'string', \"value\" := v, \"number\" := ")
        .append(ExpressionSql.number(SqlText.of("v")))
        .append(") END FROM (SELECT ")
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
    String runId = aliases.isEmpty() ? "" : scan.column("run_id");
    aliases.forEach(
        (key, alias) ->
            joins
                .append(" LEFT JOIN ")
                .append(tags.tag(key).orElse("(SELECT '' AS run_id, '' AS value WHERE false)"))
                .append(" AS " + alias + " ON " + alias + ".run_id = r." + runId));
    return SqlText.of(scan.relation() + " AS r").append(joins);
  }
}
