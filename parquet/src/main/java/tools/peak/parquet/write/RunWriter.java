package tools.peak.parquet.write;

import java.util.Arrays;
import java.util.function.IntConsumer;
import tools.peak.parquet.format.ByteSink;

/**
 * Small numbers, many of them equal to their neighbours: levels and places in a dictionary. Written
 * as Parquet's hybrid of repeated values and packed groups of eight.
 */
final class RunWriter {
  private static final int GROUP = 8;

  private int[] values = new int[16];
  private int[] times = new int[16];
  private int runs;
  private int count;
  private int[] packed = new int[16 * GROUP];
  private int packedCount;

  int count() {
    return count;
  }

  void add(int value, int howOften) {
    count += howOften;
    if (runs > 0 && values[runs - 1] == value) {
      times[runs - 1] += howOften;
      return;
    }
    if (runs == values.length) {
      values = Arrays.copyOf(values, 2 * runs);
      times = Arrays.copyOf(times, 2 * runs);
    }
    values[runs] = value;
    times[runs++] = howOften;
  }

  void clear() {
    runs = 0;
    count = 0;
  }

  /** Gives each in turn, as often as it was added. */
  void forEach(IntConsumer consumer) {
    for (int run = 0; run < runs; run++) {
      for (int i = 0; i < times[run]; i++) {
        consumer.accept(values[run]);
      }
    }
  }

  /** Writes all of them, {@code width} bits each. */
  void write(int width, ByteSink out) {
    packedCount = 0;
    for (int run = 0; run < runs; run++) {
      int left = times[run];
      while (left > 0 && packedCount % GROUP != 0) {
        pack(values[run]);
        left--;
      }
      if (left >= GROUP) {
        writePacked(width, out);
        out.varint((long) left << 1);
        for (int shift = 0; shift < width; shift += 8) {
          out.put(values[run] >>> shift);
        }
        left = 0;
      }
      for (; left > 0; left--) {
        pack(values[run]);
      }
    }
    while (packedCount % GROUP != 0) {
      pack(0);
    }
    writePacked(width, out);
  }

  private void pack(int value) {
    if (packedCount == packed.length) {
      packed = Arrays.copyOf(packed, 2 * packedCount);
    }
    packed[packedCount++] = value;
  }

  private void writePacked(int width, ByteSink out) {
    if (packedCount > 0) {
      out.varint((packedCount / GROUP) << 1 | 1);
      BitPacking.write(packed, packedCount, width, out);
      packedCount = 0;
    }
  }
}
