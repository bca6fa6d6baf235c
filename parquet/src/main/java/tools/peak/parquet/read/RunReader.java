package tools.peak.parquet.read;

import java.util.Arrays;
import java.util.BitSet;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;

/**
 * Small numbers as runs: either one number often, or many packed by their bits. Levels, dictionary
 * indices and booleans are written so. It can be read piece by piece.
 */
final class RunReader {
  private final ByteCursor in = new ByteCursor();
  private final BitReader packed = new BitReader();
  private int width;
  private long left;
  private boolean repeated;
  private int value;

  /** Begins at runs of numbers of that many bits. */
  void set(int width, byte[] bytes, int from, int to) throws ParquetException {
    if (width < 0 || width > 32) {
      throw new ParquetException("numbers of " + width + " bits");
    }
    in.set(bytes, from, to);
    this.width = width;
    this.left = 0;
  }

  /** Begins at packed single bits, without any run's head. */
  void setBits(byte[] bytes, int from, int to) {
    in.set(bytes, to, to);
    packed.set(bytes, from, to);
    width = 1;
    repeated = false;
    left = 8L * (to - from);
  }

  void read(int[] into, int count) throws ParquetException {
    int done = 0;
    while (done < count) {
      int run = run(count - done);
      if (repeated) {
        Arrays.fill(into, done, done + run, value);
      } else {
        for (int i = done; i < done + run; i++) {
          into[i] = packed.next(width);
        }
      }
      done += run;
    }
  }

  /**
   * Reads definition levels of one bit: 0 says that the row has no value.
   *
   * @param missing where such rows are noted
   * @param row that of the first level
   * @return how many of the rows have a value
   */
  int readLevels(BitSet missing, int row, int count) throws ParquetException {
    int done = 0;
    int present = 0;
    while (done < count) {
      int run = run(count - done);
      if (!repeated) {
        for (int i = done; i < done + run; i++) {
          if (packed.next(1) == 0) {
            missing.set(row + i);
          } else {
            present++;
          }
        }
      } else if (value == 0) {
        missing.set(row + done, row + done + run);
      } else {
        present += run;
      }
      done += run;
    }
    return present;
  }

  /** How many of the wanted numbers the current run has, after going to the next if need be. */
  private int run(int wanted) throws ParquetException {
    while (left == 0) {
      long head = in.size();
      if ((head & 1) == 0) {
        repeated = true;
        left = head >>> 1;
        value = repeatedValue();
      } else {
        repeated = false;
        left = (head >>> 1) * 8;
        // Some writers leave off what the last group does not need.
        int size = (int) Math.min((head >>> 1) * width, in.remaining());
        int from = in.skip(size);
        packed.set(in.bytes, from, from + size);
      }
    }
    int run = (int) Math.min(left, wanted);
    left -= run;
    return run;
  }

  private int repeatedValue() throws ParquetException {
    int number = 0;
    for (int shift = 0; shift < width; shift += 8) {
      number |= in.unsignedByte() << shift;
    }
    return number;
  }
}
