package tools.peak.lake.query.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.peak.lake.schema.Column;

/**
 * What the names in a filter may stand for.
 *
 * @param rows what the rows are, for messages: {@code runs}
 * @param attributes the columns by name
 * @param metrics the metrics that are columns
 * @param spaces where else values may lie
 * @param keys the keys in those
 * @param related what belongs to a row; empty where nothing does
 */
public record Names(
    String rows,
    Map<String, Expression> attributes,
    Set<String> metrics,
    Set<Space> spaces,
    Keys keys,
    Optional<RelatedRows> related) {

  /** Names of rows that nothing else belongs to. */
  public Names(
      String rows,
      Map<String, Expression> attributes,
      Set<String> metrics,
      Set<Space> spaces,
      Keys keys) {
    this(rows, attributes, metrics, spaces, keys, Optional.empty());
  }

  /** The same names of rows that others belong to. */
  public Names with(RelatedRows rows) {
    return new Names(this.rows, attributes, metrics, spaces, keys, Optional.of(rows));
  }

  /** The names of a table without metrics. */
  public static Map<String, Expression> columns(List<Column> columns) {
    Map<String, Expression> named = new LinkedHashMap<>();
    columns.forEach(column -> named.put(column.name(), new Expression.Attribute(column)));
    return named;
  }

  boolean hasMetric(String name) {
    return metrics.contains(name)
        || (spaces.contains(Space.OVERFLOW) && keys.contains(Space.OVERFLOW, name));
  }

  boolean hasMetrics() {
    return spaces.contains(Space.OVERFLOW);
  }

  List<String> allMetrics() {
    Set<String> all = new LinkedHashSet<>(metrics);
    if (spaces.contains(Space.OVERFLOW)) {
      all.addAll(keys.all(Space.OVERFLOW));
    }
    return new ArrayList<>(all);
  }
}
