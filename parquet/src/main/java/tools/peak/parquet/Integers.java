package tools.peak.parquet;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Doubles;

/** A column of integers of up to 64 bits, signed or not. */
public final class Integers implements ParquetColumn {
  private final String name;
  private final long[] values;
  private final BitSet missing;
  private final boolean unsigned;

  private Integers(String name, long[] values, BitSet missing, boolean unsigned) {
    this.name = name;
    this.values = values;
    this.missing = missing;
    this.unsigned = unsigned;
  }

  /**
   * Wraps the arrays without a copy: the caller gives them away.
   *
   * @param values one value a row; what stands at a missing row is not looked at
   * @param missing the rows that have no value
   */
  public static Integers of(String name, long[] values, BitSet missing) {
    return new Integers(name, values, missing, false);
  }

  /** As {@link #of}, of values whose 64 bits are unsigned. */
  public static Integers ofUnsigned(String name, long[] values, BitSet missing) {
    return new Integers(name, values, missing, true);
  }

  /** The same column under another name. */
  public Integers named(String other) {
    return new Integers(other, values, missing, unsigned);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return missing.get(row);
  }

  /** The value at a row that is not missing; its bits where {@link #unsigned} and too large. */
  public long get(int row) {
    return values[row];
  }

  /** Whether the 64 bits of the values are an unsigned number. */
  public boolean unsigned() {
    return unsigned;
  }

  @Override
  public @Nullable String text(int row) {
    if (isMissing(row)) {
      return null;
    }
    return unsigned ? Long.toUnsignedString(values[row]) : Long.toString(values[row]);
  }

  /** The nearest doubles; exact up to 2^53. */
  public Doubles doubles() {
    double[] doubles = new double[values.length];
    for (int row = 0; row < doubles.length; row++) {
      doubles[row] = unsigned ? ofUnsigned(values[row]) : values[row];
    }
    return Doubles.of(doubles, missing);
  }

  private static double ofUnsigned(long bits) {
    if (bits >= 0) {
      return bits;
    }
    // Halved with the lost bit kept, so that the rounding to 53 bits sees it.
    return 2.0 * ((bits >>> 1) | (bits & 1));
  }

  /** Whether name and kind are the same, the same rows missing, and all others equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Integers that)
        || that.values.length != values.length
        || that.unsigned != unsigned
        || !that.name.equals(name)
        || !that.missing.equals(missing)) {
      return false;
    }
    for (int row = 0; row < values.length; row++) {
      if (!missing.get(row) && values[row] != that.values[row]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = name.hashCode();
    for (int row = 0; row < values.length; row++) {
      hash = 31 * hash + (missing.get(row) ? 0 : Long.hashCode(values[row]));
    }
    return hash;
  }
}
