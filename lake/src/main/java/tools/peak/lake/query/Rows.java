package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.schema.Column;

/**
 * An answer that is read row by row, in bounded memory, once. Close it. The values are those of
 * {@link Result}. For one thread.
 *
 * {@snippet :
 * try (Rows rows = lake.runs().where("sharpe > ?", 1).stream()) {
 *   for (Row row : rows) {
 *     sum += row.getDouble("sharpe");
 *   }
 * }
 * }
 */
public final class Rows implements Iterable<Row>, AutoCloseable {
  private final String snapshot;
  private final RowNames names;
  private final Cursor cursor;
  private final long limit;
  private final Function<List<@Nullable Object>, String> key;

  private long given;
  private boolean truncated;
  private boolean closed;
  private @Nullable List<@Nullable Object> ahead;
  private @Nullable List<@Nullable Object> last;

  /**
   * @param cursor has one row more than the limit when there is more; its rows may be wider than
   *     the columns
   * @param key where the page behind a row of the cursor begins
   */
  Rows(
      String snapshot,
      List<Column> columns,
      Cursor cursor,
      long limit,
      Function<List<@Nullable Object>, String> key) {
    this.snapshot = snapshot;
    this.names = new RowNames(columns);
    this.cursor = cursor;
    this.limit = limit;
    this.key = key;
  }

  /** The version of the lake that it comes from. */
  public String snapshot() {
    return snapshot;
  }

  public List<Column> columns() {
    return names.columns();
  }

  /** Whether the limit cut it off; known when all rows were read. */
  public boolean truncated() {
    return truncated;
  }

  /** When it was cut off: where the next page begins, for {@link TableQuery#after}. */
  public Optional<String> next() {
    return truncated && last != null ? Optional.of(key.apply(last)) : Optional.empty();
  }

  /** The rows that were not read yet. */
  @Override
  public Iterator<Row> iterator() {
    return new Iterator<Row>() {
      @Override
      public boolean hasNext() {
        return fill();
      }

      @Override
      public Row next() {
        if (!fill() || ahead == null) {
          throw new NoSuchElementException();
        }
        List<@Nullable Object> row = ahead;
        last = row;
        ahead = null;
        given++;
        int width = names.columns().size();
        return new Row(names, row.size() == width ? row : row.subList(0, width));
      }
    };
  }

  /** The same as a stream; closing it closes the answer. */
  public Stream<Row> stream() {
    return StreamSupport.stream(spliterator(), false).onClose(this::close);
  }

  private boolean fill() {
    if (ahead != null) {
      return true;
    }
    if (truncated) {
      return false;
    }
    List<@Nullable Object> row = cursor.next();
    if (row != null && given == limit) {
      truncated = true;
      return false;
    }
    ahead = row;
    return row != null;
  }

  /** All rows at once. */
  Result all() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    forEach(rows::add);
    return new Result(snapshot, names.columns(), rows, truncated, next());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cursor.close();
    }
  }
}
