package tools.peak.parquet;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Doubles;

/** A column of booleans. */
public final class Booleans implements ParquetColumn {
  private final String name;
  private final int size;
  private final BitSet values;
  private final BitSet missing;

  private Booleans(String name, int size, BitSet values, BitSet missing) {
    this.name = name;
    this.size = size;
    this.values = values;
    this.missing = missing;
  }

  /**
   * Wraps the sets without a copy: the caller gives them away.
   *
   * @param values the rows that are true
   * @param missing the rows that have no value
   */
  public static Booleans of(String name, int size, BitSet values, BitSet missing) {
    return new Booleans(name, size, values, missing);
  }

  /** The same column under another name. */
  public Booleans named(String other) {
    return new Booleans(other, size, values, missing);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isMissing(int row) {
    return missing.get(row);
  }

  /** The value at a row that is not missing. */
  public boolean get(int row) {
    return values.get(row);
  }

  /** {@code true} or {@code false}. */
  @Override
  public @Nullable String text(int row) {
    return isMissing(row) ? null : Boolean.toString(get(row));
  }

  /** 1 for true, 0 for false. */
  public Doubles doubles() {
    double[] doubles = new double[size];
    values.stream().forEach(row -> doubles[row] = 1);
    return Doubles.of(doubles, missing);
  }

  /** Whether name and size are the same, and the same rows true or missing. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Booleans that
        && that.size == size
        && that.name.equals(name)
        && that.missing.equals(missing)
        && that.present().equals(present());
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, size, missing, present());
  }

  private BitSet present() {
    BitSet present = (BitSet) values.clone();
    present.andNot(missing);
    return present;
  }
}
