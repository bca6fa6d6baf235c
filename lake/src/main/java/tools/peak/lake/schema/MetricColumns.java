package tools.peak.lake.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.peak.evidence.CurveMetric;

/**
 * Which metrics have a column of their own in {@code runs}. DuckDB's column names ignore case, and
 * a table of thousands of columns is slow to plan: a metric whose name is taken, or is no name for
 * a column, and everything past {@value #MOST} columns, lives in {@code overflow}.
 */
public final class MetricColumns {
  /** How many metrics have a column. */
  public static final int MOST = 500;

  private static final Pattern NAME =
      Pattern.compile("[^\\p{Cntrl}.\"`\\s](?:[^\\p{Cntrl}.\"`]{0,126}[^\\p{Cntrl}.\"`\\s])?");

  /** Columns that DuckDB adds to every Parquet file, and a word of its own. */
  private static final Set<String> OF_THE_ENGINE =
      Set.of(
          "filename",
          "file_row_number",
          "file_index",
          "file_last_modified",
          "rowid",
          "__duckdb_field_id");

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> positions = new HashMap<>();

  private MetricColumns(Collection<String> others, Collection<String> metrics) {
    LakeTable.RUNS.columns().forEach(column -> taken.add(folded(column.name())));
    taken.add(LakeTable.RECORDED_STRATEGY);
    taken.addAll(OF_THE_ENGINE);
    others.forEach(name -> taken.add(folded(name)));
    metrics.forEach(this::add);
  }

  /**
   * Of the columns of a table {@code runs}: numbers that the contract doesn't name are metrics.
   * Anything else is a column that another program added, and keeps its name.
   */
  public static MetricColumns of(Collection<Column> columns) {
    Map<Boolean, List<String>> names =
        columns.stream()
            .filter(column -> !LakeTable.RUNS.columns().contains(column))
            .collect(
                Collectors.partitioningBy(
                    column -> column.type() == ColumnType.DOUBLE,
                    Collectors.mapping(Column::name, Collectors.toList())));
    return new MetricColumns(
        names.getOrDefault(false, List.of()), names.getOrDefault(true, List.of()));
  }

  /**
   * The other names of columns that give way to the contract's: a metric may have been called, but
   * for case, as a column that came to the contract later.
   *
   * @param columns those that are there
   * @param contract those that shall be
   * @return new names by old ones
   */
  public static Map<String, String> givingWay(
      Collection<Column> columns, Collection<Column> contract) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(folded(column.name())));
    Set<String> wanted = new HashSet<>();
    contract.forEach(column -> wanted.add(folded(column.name())));
    Map<String, String> renamed = new HashMap<>();
    for (Column column : columns) {
      if (wanted.contains(folded(column.name())) && !contract.contains(column)) {
        String name = column.name() + "_metric";
        while (!names.add(folded(name))) {
          name += "_metric";
        }
        renamed.put(column.name(), name);
      }
    }
    return renamed;
  }

  /** Whether Peak writes this column of a table: one of the contract, or a metric. */
  public static boolean isWritten(LakeTable table, Column column) {
    return table.columns().contains(column)
        || (table == LakeTable.RUNS && column.type() == ColumnType.DOUBLE);
  }

  /** The place of a metric's column among the metrics, or -1 if it lives in the overflow. */
  public int position(String metric) {
    return positions.getOrDefault(metric, -1);
  }

  public int size() {
    return positions.size();
  }

  /** Those of the metrics that should get a column, in the order given. */
  public List<String> missing(Collection<String> metrics) {
    MetricColumns grown = new MetricColumns(taken, List.of());
    grown.positions.putAll(positions);
    List<String> added = new ArrayList<>();
    for (String metric : metrics) {
      if (grown.add(metric)) {
        added.add(metric);
      }
    }
    return added;
  }

  private boolean add(String metric) {
    if (positions.size() >= MOST || !isColumnName(metric) || !taken.add(folded(metric))) {
      return false;
    }
    positions.put(metric, positions.size());
    return true;
  }

  /** With a dot only where Peak gives the name: the metrics that all runs share are columns. */
  private static boolean isColumnName(String metric) {
    return NAME.matcher(metric).matches() || CurveMetric.isName(metric);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
