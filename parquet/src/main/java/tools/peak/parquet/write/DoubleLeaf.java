package tools.peak.parquet.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PhysicalType;

/** Numbers. Bounds leave NaN out, and a row group that has one tells no range: it has no order. */
public final class DoubleLeaf extends Leaf {
  private final ByteSink values = new ByteSink();
  private int count;
  private long nans;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private long allNans;
  private boolean isAnyKnown;
  private double leastOfAll = Double.POSITIVE_INFINITY;
  private double greatestOfAll = Double.NEGATIVE_INFINITY;

  DoubleLeaf(Place place) {
    super(place);
  }

  public void set(int row, double value) {
    skipTo(row);
    add(value, 0);
  }

  /** Adds a value within a map. */
  void add(double value, int repetition) {
    level(place.definition(), repetition, 1);
    values.littleLong(Double.doubleToRawLongBits(value));
    count++;
    if (Double.isNaN(value)) {
      nans++;
    } else {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }

  @Override
  PhysicalType physical() {
    return PhysicalType.DOUBLE;
  }

  @Override
  int encoding() {
    return Encoding.PLAIN;
  }

  @Override
  void writeValues(ByteSink out) {
    out.put(values.bytes(), values.size());
  }

  @Override
  void clearValues() {
    isAnyKnown |= count > nans;
    values.clear();
    count = 0;
    allNans += nans;
    nans = 0;
    leastOfAll = Math.min(least, leastOfAll);
    greatestOfAll = Math.max(greatest, greatestOfAll);
    least = Double.POSITIVE_INFINITY;
    greatest = Double.NEGATIVE_INFINITY;
  }

  /** A zero may have either sign: the range takes in both. */
  @Override
  @Nullable Range range() {
    return count == 0 || nans > 0
        ? null
        : new Range(bytes(least == 0 ? -0.0 : least), bytes(greatest == 0 ? 0.0 : greatest));
  }

  private static byte[] bytes(double value) {
    return ByteBuffer.allocate(Double.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putDouble(value)
        .array();
  }

  @Override
  WrittenBounds bounds() {
    return new WrittenBounds(
        allNulls(),
        allNans,
        isAnyKnown ? (leastOfAll == 0 ? -0.0 : leastOfAll) : null,
        isAnyKnown ? (greatestOfAll == 0 ? 0.0 : greatestOfAll) : null);
  }
}
