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

  /** Columns that DuckDB adds to every Parquet file. */
  private static final Set<String> OF_THE_READER =
      Set.of("filename", "file_row_number", "file_index", "file_last_modified", "rowid");

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> positions = new HashMap<>();

  private MetricColumns(Collection<String> metrics) {
    LakeTable.RUNS.columns().forEach(column -> taken.add(folded(column.name())));
    taken.addAll(OF_THE_READER);
    metrics.forEach(this::add);
  }

  /** Of the columns of a table {@code runs}: those that the contract doesn't name are metrics. */
  public static MetricColumns of(Collection<Column> columns) {
    List<String> metrics =
        columns.stream()
            .filter(column -> !LakeTable.RUNS.columns().contains(column))
            .map(Column::name)
            .toList();
    return new MetricColumns(metrics);
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
    MetricColumns grown = new MetricColumns(positionsInOrder());
    List<String> added = new ArrayList<>();
    for (String metric : metrics) {
      if (grown.add(metric)) {
        added.add(metric);
      }
    }
    return added;
  }

  private boolean add(String metric) {
    if (positions.size() >= MOST || !NAME.matcher(metric).matches() || !taken.add(folded(metric))) {
      return false;
    }
    positions.put(metric, positions.size());
    return true;
  }

  private List<String> positionsInOrder() {
    return positions.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
