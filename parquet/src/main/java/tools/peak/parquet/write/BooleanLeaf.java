package tools.peak.parquet.write;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PhysicalType;

/** Truths, a bit each. */
public final class BooleanLeaf extends Leaf {
  private final BitSet values = new BitSet();
  private int count;

  BooleanLeaf(Place place) {
    super(place);
  }

  public void set(int row, boolean value) {
    skipTo(row);
    level(place.definition(), 0, 1);
    values.set(count++, value);
  }

  @Override
  PhysicalType physical() {
    return PhysicalType.BOOLEAN;
  }

  @Override
  int encoding() {
    return Encoding.PLAIN;
  }

  @Override
  void writeValues(ByteSink out) {
    byte[] bits = values.toByteArray();
    out.put(bits);
    for (int i = bits.length; i < (count + 7) / 8; i++) {
      out.put(0);
    }
  }

  @Override
  void clearValues() {
    values.clear();
    count = 0;
  }

  @Override
  @Nullable Range range() {
    return null;
  }

  @Override
  WrittenBounds bounds() {
    return new WrittenBounds(allNulls(), 0, null, null);
  }
}
