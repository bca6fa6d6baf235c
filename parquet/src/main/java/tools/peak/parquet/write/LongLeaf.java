package tools.peak.parquet.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PhysicalType;

/** Whole numbers, days and instants. */
public final class LongLeaf extends Leaf {
  private final PhysicalType physical;
  private final DeltaPacking packing;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;
  private long leastOfAll = Long.MAX_VALUE;
  private long greatestOfAll = Long.MIN_VALUE;

  LongLeaf(Place place, PhysicalType physical) {
    super(place);
    this.physical = physical;
    this.packing = new DeltaPacking(physical == PhysicalType.INT32 ? Integer.SIZE : Long.SIZE);
  }

  public void set(int row, long value) {
    set(row, value, 1);
  }

  /** Sets as many rows to the same value. */
  public void set(int row, long value, int times) {
    skipTo(row);
    level(place.definition(), 0, times);
    for (int i = 0; i < times; i++) {
      packing.add(value);
    }
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }

  /** Sets as many rows as are asked for to {@code first}, {@code first + 1}, … */
  public void setRising(int row, long first, int times) {
    skipTo(row);
    level(place.definition(), 0, times);
    for (int i = 0; i < times; i++) {
      packing.add(first + i);
    }
    least = Math.min(least, first);
    greatest = Math.max(greatest, first + times - 1);
  }

  @Override
  PhysicalType physical() {
    return physical;
  }

  @Override
  int encoding() {
    return Encoding.DELTA_BINARY_PACKED;
  }

  @Override
  void writeValues(ByteSink out) {
    packing.write(out);
  }

  @Override
  void clearValues() {
    packing.clear();
    leastOfAll = Math.min(least, leastOfAll);
    greatestOfAll = Math.max(greatest, greatestOfAll);
    least = Long.MAX_VALUE;
    greatest = Long.MIN_VALUE;
  }

  @Override
  @Nullable Range range() {
    return packing.count() == 0 ? null : new Range(bytes(least), bytes(greatest));
  }

  private byte[] bytes(long value) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(value);
    return Arrays.copyOf(
        buffer.array(), physical == PhysicalType.INT32 ? Integer.BYTES : Long.BYTES);
  }

  @Override
  WrittenBounds bounds() {
    boolean isKnown = leastOfAll <= greatestOfAll;
    return new WrittenBounds(
        allNulls(), 0, isKnown ? leastOfAll : null, isKnown ? greatestOfAll : null);
  }
}
