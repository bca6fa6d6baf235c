package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * What there is in a lake: the metrics, parameters, tags and strategies of its runs, how many have
 * each, and between what their values lie.
 *
 * @param queries asks the lake
 * @param asOf the version that is looked at
 */
public record Inventory(Queries queries, AsOf asOf) {
  /** Metrics in one question: each costs five columns. */
  private static final int AT_ONCE = 200;

  private static final List<Column> METRICS =
      List.of(
          new Column("metric", ColumnType.TEXT),
          new Column("runs", ColumnType.LONG),
          new Column("not_finite", ColumnType.LONG),
          new Column("min", ColumnType.DOUBLE),
          new Column("mean", ColumnType.DOUBLE),
          new Column("max", ColumnType.DOUBLE));

  /**
   * Metrics by name: {@code metric, runs, not_finite, min, mean, max}. The last three are of the
   * finite values; {@code runs} have one that is finite or not.
   */
  public Result metrics() {
    AsOf version = AsOf.version(queries.snapshots().at(asOf).version());
    List<String> names =
        queries.runs().asOf(version).columns("run_id", "metrics.*").columns().stream()
            .map(Column::name)
            .skip(1)
            .sorted()
            .toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
      List<@Nullable Object> values =
          queries
              .stats(some.stream().map(Inventory::quoted).toArray(String[]::new))
              .agg("min", "mean", "max")
              .asOf(version)
              .fetch()
              .rows()
              .getFirst();
      for (int i = 0; i < some.size(); i++) {
        List<@Nullable Object> of = values.subList(i * 5, i * 5 + 5);
        long finite = count(of.get(3));
        long others = count(of.get(4));
        rows.add(
            Arrays.asList(some.get(i), finite + others, others, of.get(0), of.get(1), of.get(2)));
      }
    }
    return new Result(
        Long.toString(((AsOf.Version) version).number()), METRICS, rows, false, Optional.empty());
  }

  /** A metric's column as the filter language reads it. */
  private static String quoted(String column) {
    String prefix = "metrics.";
    String name = column.startsWith(prefix) ? column.substring(prefix.length()) : column;
    return prefix + '"' + name.replace("\"", "\"\"") + '"';
  }

  private static long count(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /**
   * Parameters by name: {@code param, runs, types, values, min, max, example}. {@code values} says
   * how many differ, min and max are of those that are numbers.
   */
  public Result params() {
    return sql(
        """
        SELECT key AS param, count(DISTINCT run_id) AS runs,
          string_agg(DISTINCT type, ', ' ORDER BY type) AS types,
          count(DISTINCT value) AS "values",
          min(number) FILTER (WHERE isfinite(number)) AS "min",
          max(number) FILTER (WHERE isfinite(number)) AS "max",
          min(value) AS example
        FROM params GROUP BY key ORDER BY key
        """);
  }

  /** Tags by key: {@code tag, runs, values, example, last_set}. */
  public Result tags() {
    return sql(
        """
        SELECT key AS tag, count(DISTINCT run_id) AS runs, count(DISTINCT value) AS "values",
          min(value) AS example, max(set_at) AS last_set
        FROM tags GROUP BY key ORDER BY key
        """);
  }

  /**
   * Strategies of runs, and those of the dimension that none has: {@code strategy, runs, symbols,
   * first, last, tier, category, aliases}; first and last are of the runs' timestamps.
   */
  public Result strategies() {
    return sql(
        """
        SELECT coalesce(r.strategy, s.strategy) AS strategy, count(r.run_id) AS runs,
          count(DISTINCT r.symbol) AS symbols, min(r."timestamp") AS "first",
          max(r."timestamp") AS "last", any_value(s.tier) AS tier,
          any_value(s.category) AS category, any_value(a.aliases) AS aliases
        FROM runs r FULL JOIN strategies s ON r.strategy = s.strategy
        LEFT JOIN (
          SELECT strategy, string_agg(alias, ', ' ORDER BY alias) AS aliases
          FROM strategy_aliases GROUP BY strategy
        ) a ON a.strategy = coalesce(r.strategy, s.strategy)
        GROUP BY 1 ORDER BY 1 NULLS LAST
        """);
  }

  private Result sql(String statement) {
    return queries.sql(statement).asOf(asOf).fetch();
  }
}
