package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.schema.Column;

/**
 * An answer that is read row by row, in bounded memory, once. Close it. The values are those of
 * {@link Result}. For one thread.
 */
public final class Rows implements Iterable<List<@Nullable Object>>, AutoCloseable {
  private final String snapshot;
  private final List<Column> columns;
  private final Cursor cursor;
  private final long limit;
  private final Function<List<@Nullable Object>, String> key;

  private long given;
  private boolean truncated;
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
    this.columns = List.copyOf(columns);
    this.cursor = cursor;
    this.limit = limit;
    this.key = key;
  }

  /** The version of the lake that it comes from. */
  public String snapshot() {
    return snapshot;
  }

  public List<Column> columns() {
    return columns;
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
  public Iterator<List<@Nullable Object>> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return fill();
      }

      @Override
      public List<@Nullable Object> next() {
        if (!fill() || ahead == null) {
          throw new NoSuchElementException();
        }
        List<@Nullable Object> row = ahead;
        last = row;
        ahead = null;
        given++;
        return row.size() == columns.size() ? row : row.subList(0, columns.size());
      }
    };
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
    for (List<@Nullable Object> row : this) {
      rows.add(Collections.unmodifiableList(row));
    }
    return new Result(snapshot, columns, rows, truncated, next());
  }

  @Override
  public void close() {
    cursor.close();
  }
}
