package tools.peak.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for eyes: the first of them say how all are written; the rest streams. */
abstract sealed class MeasuredRows implements RowWriter permits TableRows, MarkdownRows {
  /** Rows that are looked at before the first is written. */
  private static final int MEASURED = 1_000;

  private final List<List<? extends @Nullable Object>> held = new ArrayList<>();
  private boolean begun;
  private long count;

  /** Decides how rows are written, and writes what stands before them. */
  abstract void begin(List<List<? extends @Nullable Object>> first);

  /** Writes a row. */
  abstract void write(List<? extends @Nullable Object> values);

  @Override
  public final void row(List<? extends @Nullable Object> values) {
    count++;
    if (begun) {
      write(values);
      return;
    }
    held.add(values);
    if (held.size() == MEASURED) {
      writeHeld();
    }
  }

  /** Writes what is still held, and says how many rows there were. */
  final long writeHeld() {
    if (!begun) {
      begun = true;
      begin(held);
      held.forEach(this::write);
      held.clear();
    }
    return count;
  }
}
