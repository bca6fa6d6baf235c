package tools.peak.lake.export;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.RunsById;

/**
 * Rows of some runs, whose first column is the run_id and which come in its order. Nothing is asked
 * before a run is.
 */
final class RowsByRun implements AutoCloseable {
  private final Supplier<Rows> question;
  private @Nullable Rows rows;
  private @Nullable Iterator<? extends List<@Nullable Object>> ahead;
  private @Nullable List<@Nullable Object> next;

  RowsByRun(Supplier<Rows> question) {
    this.question = question;
  }

  /** Gives the rows of a run; those of runs before it are passed over, and gone. */
  void forEach(String runId, Consumer<List<@Nullable Object>> visitor) {
    Iterator<? extends List<@Nullable Object>> iterator = ahead;
    if (iterator == null) {
      rows = question.get();
      iterator = rows.iterator();
      ahead = iterator;
      next = after(iterator);
    }
    for (List<@Nullable Object> row = next; row != null; row = next) {
      int order = RunsById.compare(String.valueOf(row.getFirst()), runId);
      if (order > 0) {
        return;
      }
      if (order == 0) {
        visitor.accept(row);
      }
      next = after(iterator);
    }
  }

  private static @Nullable List<@Nullable Object> after(
      Iterator<? extends List<@Nullable Object>> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}
