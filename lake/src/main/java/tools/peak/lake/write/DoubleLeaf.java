package tools.peak.lake.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.table.NewFile.Bounds;
import tools.peak.parquet.ByteSink;

/** Numbers. Bounds leave NaN out, and a row group that has one tells no range: it has no order. */
final class DoubleLeaf extends Leaf {
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

  void set(int row, double value) {
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
  Physical physical() {
    return Physical.DOUBLE;
  }

  @Override
  Encoding encoding() {
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
  Bounds bounds() {
    return new Bounds(
        allNulls(),
        allNans,
        isAnyKnown ? Double.toString(leastOfAll == 0 ? -0.0 : leastOfAll) : null,
        isAnyKnown ? Double.toString(greatestOfAll == 0 ? 0.0 : greatestOfAll) : null);
  }
}
