package tools.peak.parquet.column;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** An immutable column of numbers. A value may be missing, which is not the same as NaN. */
public final class Doubles {
  private final double[] values;
  private final BitSet missing;

  private Doubles(double[] values, BitSet missing) {
    this.values = values;
    this.missing = missing;
  }

  /**
   * Wraps the arrays without a copy: the caller gives them away.
   *
   * @param values one value a row; what stands at a missing row is not looked at
   * @param missing the rows that have no value
   */
  public static Doubles of(double[] values, BitSet missing) {
    return new Doubles(values, missing);
  }

  /** A column of {@code size} rows, none of which has a value. */
  public static Doubles missing(int size) {
    BitSet all = new BitSet(size);
    all.set(0, size);
    return new Doubles(new double[size], all);
  }

  public int size() {
    return values.length;
  }

  public boolean isMissing(int row) {
    return missing.get(row);
  }

  /** The value at a row that is not missing: any double, NaN and infinities included. */
  public double get(int row) {
    return values[row];
  }

  /** Whether the same rows are missing, and all others equal to the bit but for a NaN's payload. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Doubles that)
        || that.values.length != values.length
        || !that.missing.equals(missing)) {
      return false;
    }
    for (int row = 0; row < values.length; row++) {
      if (!missing.get(row) && Double.compare(values[row], that.values[row]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = missing.hashCode();
    for (int row = 0; row < values.length; row++) {
      hash = 31 * hash + (missing.get(row) ? 0 : Double.hashCode(values[row]));
    }
    return hash;
  }

  @Override
  public String toString() {
    return size() + " numbers";
  }
}
