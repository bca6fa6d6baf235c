package tools.peak.parquet.write;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.PhysicalType;

/** A column of plain values: takes those of a row group, and writes them as a chunk. */
abstract sealed class Leaf permits TextLeaf, LongLeaf, DoubleLeaf, BooleanLeaf {
  /**
   * Where a column stands in the file.
   *
   * @param path its name, within a map behind the map's
   * @param definition the level of a value that is there
   * @param repetition 1 within a map, else 0
   * @param isBounded whether least and greatest values are kept
   */
  record Place(List<String> path, int definition, int repetition, boolean isBounded) {
    /** A column of a value a row. */
    static Place ofRow(String name, boolean isBounded) {
      return new Place(List.of(name), 1, 0, isBounded);
    }

    Place within(String name, int definition) {
      return new Place(
          Stream.concat(path.stream(), Stream.of(name)).toList(), definition, 1, false);
    }
  }

  final Place place;
  private final RunWriter definitions = new RunWriter();
  private final RunWriter repetitions = new RunWriter();
  private long nulls;
  private long allNulls;

  Leaf(Place place) {
    this.place = place;
  }

  /** Leaves out the rows that nobody set, up to this one. */
  final void skipTo(int row) {
    int missing = row - definitions.count();
    if (missing > 0) {
      level(0, 0, missing);
    }
  }

  /** Notes that values are there, or at what level they are not. */
  final void level(int definition, int repetition, int times) {
    definitions.add(definition, times);
    if (place.repetition() > 0) {
      repetitions.add(repetition, times);
    }
    if (definition < place.definition()) {
      nulls += times;
    }
  }

  final int levels() {
    return definitions.count();
  }

  final long nulls() {
    return nulls;
  }

  /** Nulls of the chunks that were written. */
  final long allNulls() {
    return allNulls;
  }

  /** The content of the chunk's one data page. */
  final void writePage(ByteSink out) {
    if (place.repetition() > 0) {
      levels(repetitions, place.repetition(), out);
    }
    levels(definitions, place.definition(), out);
    writeValues(out);
  }

  private static void levels(RunWriter levels, int highest, ByteSink out) {
    int length = out.grow(Integer.BYTES);
    levels.write(Integer.SIZE - Integer.numberOfLeadingZeros(highest), out);
    int bytes = out.size() - length - Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      out.bytes()[length + i] = (byte) (bytes >>> (Byte.SIZE * i));
    }
  }

  /** Forgets the row group's values. */
  final void clear() {
    allNulls += nulls;
    nulls = 0;
    definitions.clear();
    repetitions.clear();
    clearValues();
  }

  abstract PhysicalType physical();

  abstract int encoding();

  /** How many different values the dictionary has; 0 if there is none. */
  int dictionarySize() {
    return 0;
  }

  void writeDictionary(ByteSink out) {}

  abstract void writeValues(ByteSink out);

  abstract void clearValues();

  /** The least and the greatest of the row group, as Parquet writes a value; null if not known. */
  abstract @Nullable Range range();

  /** What is known of all row groups. */
  abstract WrittenBounds bounds();

  /** Two values in their file form, which nobody changes. */
  static final class Range {
    private final byte[] least;
    private final byte[] greatest;

    Range(byte[] least, byte[] greatest) {
      this.least = least;
      this.greatest = greatest;
    }

    byte[] least() {
      return least;
    }

    byte[] greatest() {
      return greatest;
    }
  }
}
