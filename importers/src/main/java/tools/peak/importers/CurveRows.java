package tools.peak.importers;

import java.util.Arrays;
import java.util.BitSet;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Refusal;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/** The points of a curve while they are read. */
public final class CurveRows {
  private static final int FIRST = 64;
  private static final int POINT = 16;

  private final String file;
  private final Budget budget;
  private long[] micros = new long[FIRST];
  private double[] values = new double[FIRST];
  private final BitSet missing = new BitSet();
  private int size;

  /** No points yet; they are charged to the budget, and a refusal names the file. */
  public CurveRows(String file, Budget budget) {
    this.file = file;
    this.budget = budget;
  }

  public int size() {
    return size;
  }

  /**
   * Adds a point.
   *
   * @param at microseconds since the epoch, UTC, or {@link Times#MISSING}
   * @param equity in the run's currency; a NaN is one that is missing
   */
  public void add(long at, double equity) throws Refusal {
    budget.take(file, POINT);
    if (size == values.length) {
      micros = Arrays.copyOf(micros, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    micros[size] = at;
    values[size] = equity;
    missing.set(size, Double.isNaN(equity));
    size++;
  }

  public EquityCurve curve() {
    return size == 0
        ? EquityCurve.EMPTY
        : new EquityCurve(
            Times.ofMicros(Arrays.copyOf(micros, size)),
            Doubles.of(Arrays.copyOf(values, size), missing));
  }
}
