package tools.peak.parquet;

import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Doubles;

/**
 * A column of FLOAT, DOUBLE, FLOAT16 or decimals. Floats are exact; a decimal is the nearest
 * double.
 *
 * @param values the column's numbers, shared and not copied
 */
public record Numbers(String name, Doubles values) implements ParquetColumn {

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public boolean isMissing(int row) {
    return values.isMissing(row);
  }

  /** The value at a row that is not missing: any double, NaN and infinities included. */
  public double get(int row) {
    return values.get(row);
  }

  @Override
  public @Nullable String text(int row) {
    return isMissing(row) ? null : Double.toString(get(row));
  }
}
