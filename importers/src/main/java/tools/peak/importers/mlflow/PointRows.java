package tools.peak.importers.mlflow;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import tools.peak.evidence.Refusal;

/** A metric's history while it is read. */
final class PointRows {
  private static final int FIRST = 64;

  private final int limit;
  private long[] millis = new long[FIRST];
  private long[] steps = new long[FIRST];
  private double[] values = new double[FIRST];
  private int size;

  PointRows(int limit) {
    this.limit = limit;
  }

  void add(long at, long step, double value) throws SQLException {
    if (size == limit) {
      throw new SQLException(
          String.format(Locale.ROOT, "a metric has more than %,d values", limit));
    }
    if (size == values.length) {
      millis = Arrays.copyOf(millis, 2 * size);
      steps = Arrays.copyOf(steps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    millis[size] = at;
    steps[size] = step;
    values[size] = value;
    size++;
  }

  int size() {
    return size;
  }

  /** Gives all of them, in order. */
  void each(TrackedRun.Taker taker) throws Refusal {
    for (int i = 0; i < size; i++) {
      taker.point(millis[i], steps[i], values[i]);
    }
  }
}
