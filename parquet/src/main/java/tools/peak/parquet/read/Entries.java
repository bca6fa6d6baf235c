package tools.peak.parquet.read;

import java.util.Arrays;
import java.util.BitSet;

/** The levels of a nested column's rows: an entry each, or what stands for a row without one. */
final class Entries {
  private int[] repetitions = new int[64];
  private int[] definitions = new int[64];
  private final BitSet missing = new BitSet();
  private int size;

  void add(int repetition, int definition, boolean isThere) {
    if (size == repetitions.length) {
      repetitions = Arrays.copyOf(repetitions, 2 * size);
      definitions = Arrays.copyOf(definitions, 2 * size);
    }
    repetitions[size] = repetition;
    definitions[size] = definition;
    missing.set(size, !isThere);
    size++;
  }

  int size() {
    return size;
  }

  /** For how many entries there is room. */
  int capacity() {
    return repetitions.length;
  }

  /** Which of them have no value. */
  BitSet missing() {
    return missing;
  }

  boolean beginsRow(int entry) {
    return repetitions[entry] == 0;
  }

  int definition(int entry) {
    return definitions[entry];
  }
}
