package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Column;

/**
 * An answer. Its rows by the names of their columns are what one iterates over.
 *
 * {@snippet :
 * record Best(String runId, double sharpe) {}
 * List<Best> best = lake.runs().orderBy("sharpe desc").limit(10).fetch().as(Best.class);
 * }
 *
 * @param snapshot the version of the lake that it came from
 * @param columns what the rows consist of
 * @param rows values are String, Long, Integer, Double, Boolean, BigDecimal, BigInteger, LocalDate,
 *     LocalTime, Instant, Map, List or null
 * @param truncated whether the limit cut it off
 * @param next when it was cut off: where the next page begins, for {@link TableQuery#after}
 */
public record Result(
    String snapshot,
    List<Column> columns,
    List<List<@Nullable Object>> rows,
    boolean truncated,
    Optional<String> next)
    implements Iterable<Row> {
  public Result {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  /** The rows, with getters by name. */
  public Stream<Row> stream() {
    RowNames names = new RowNames(columns);
    return rows.stream().map(row -> row instanceof Row named ? named : new Row(names, row));
  }

  @Override
  public Iterator<Row> iterator() {
    return stream().iterator();
  }

  /**
   * The rows as records: see {@link Row#as}.
   *
   * @throws tools.peak.lake.LakeException if a component has no column, or a value is not of its
   *     type
   */
  public <R extends Record> List<R> as(Class<R> type) {
    return stream().map(row -> row.as(type)).toList();
  }
}
