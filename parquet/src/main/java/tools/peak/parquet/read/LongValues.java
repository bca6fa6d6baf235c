package tools.peak.parquet.read;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.PhysicalType;

/** Collects whatever is stored as an integer: numbers, times, dates, small decimals. */
final class LongValues extends ColumnValues {
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final long NANOS_A_DAY = 1000 * MICROS_A_DAY;
  private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

  /** NaT of a writer that had nanoseconds, as it comes out of INT96. */
  private static final long SMALLEST_NANOS = Math.floorDiv(Long.MIN_VALUE, 1000L);

  private final ColumnDescriptor leaf;
  private final TableBudget budget;
  private long[] values = {};
  private long[] dictionary = {};
  private int dictionarySize;

  LongValues(ColumnDescriptor leaf, TableBudget budget) {
    this.leaf = leaf;
    this.budget = budget;
  }

  @Override
  void start(int rows) {
    values = new long[rows];
  }

  @Override
  void resize(int rows) {
    values = Arrays.copyOf(values, rows);
  }

  @Override
  void dictionary(ByteCursor plain, int count) throws ParquetException {
    if (dictionary.length < count) {
      dictionary = new long[count];
    }
    dictionarySize = count;
    decode(plain, dictionary, 0, count);
  }

  @Override
  void plain(ByteCursor plain, int row, int count) throws ParquetException {
    decode(plain, values, row, count);
  }

  @Override
  void lookup(int[] indices, int row, int count) throws ParquetException {
    for (int i = 0; i < count; i++) {
      int index = indices[i];
      if (Integer.compareUnsigned(index, dictionarySize) >= 0) {
        throw noSuchEntry(index, dictionarySize);
      }
      values[row + i] = dictionary[index];
    }
  }

  @Override
  void move(int fromRow, int toRow) {
    values[toRow] = values[fromRow];
  }

  private void decode(ByteCursor plain, long[] into, int at, int count) throws ParquetException {
    int width = leaf.width();
    int from = plain.skip((long) count * width);
    byte[] bytes = plain.bytes;
    switch (width) {
      case 4 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = (int) ByteCursor.INT.get(bytes, from + 4 * i);
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = (long) ByteCursor.LONG.get(bytes, from + 8 * i);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          long nanos = (long) ByteCursor.LONG.get(bytes, from + 12 * i);
          int day = (int) ByteCursor.INT.get(bytes, from + 12 * i + 8);
          long micros = micros(day - (long) JULIAN_DAY_OF_EPOCH, MICROS_A_DAY, nanos / 1000);
          into[at + i] = micros == SMALLEST_NANOS ? Times.MISSING : micros;
        }
        return;
      }
    }
    convert(into, at, at + count);
  }

  /** From the file's unit to Peak's. */
  private void convert(long[] longs, int from, int to) throws ParquetException {
    switch (leaf.meaning()) {
      case TIMESTAMP_NANOS -> {
        for (int i = from; i < to; i++) {
          longs[i] = isNaT(longs[i]) ? Times.MISSING : Math.floorDiv(longs[i], 1000L);
        }
      }
      case TIMESTAMP_MILLIS -> {
        for (int i = from; i < to; i++) {
          longs[i] = isNaT(longs[i]) ? Times.MISSING : micros(longs[i], 1000, 0);
        }
      }
      case DATE -> {
        for (int i = from; i < to; i++) {
          longs[i] =
              longs[i] == Integer.MIN_VALUE ? Times.MISSING : micros(longs[i], MICROS_A_DAY, 0);
        }
      }
      case UNSIGNED -> {
        if (leaf.type() == PhysicalType.INT32) {
          for (int i = from; i < to; i++) {
            longs[i] &= 0xFFFF_FFFFL;
          }
        }
      }
      case TIMESTAMP_MICROS, TIME_MILLIS, TIME_MICROS, TIME_NANOS -> {}
      case DURATION_SECONDS, DURATION_MILLIS, DURATION_MICROS, DURATION_NANOS -> {}
      case PLAIN, DECIMAL, TEXT, UUID, INTERVAL, FLOAT16, NULL -> {}
    }
  }

  /** The smallest integer is numpy's NaT, which some writers store instead of no value. */
  private static boolean isNaT(long stored) {
    return stored == Long.MIN_VALUE;
  }

  private static long micros(long count, long unit, long more) throws ParquetException {
    try {
      return Math.addExact(Math.multiplyExact(count, unit), more);
    } catch (ArithmeticException e) {
      throw new ParquetException("a time beyond the year 294,246", e);
    }
  }

  @Override
  ParquetColumn finish(String name, int rows, BitSet missing) throws ParquetException {
    if (leaf.type() == PhysicalType.INT96) {
      return times(name, missing);
    }
    return switch (leaf.meaning()) {
      case DATE, TIMESTAMP_MILLIS, TIMESTAMP_MICROS, TIMESTAMP_NANOS -> times(name, missing);
      case TIME_MILLIS -> timesOfDay(name, missing, 1_000_000, "ms");
      case TIME_MICROS -> timesOfDay(name, missing, 1000, "us");
      case TIME_NANOS -> timesOfDay(name, missing, 1, "ns");
      case DURATION_SECONDS -> lengths(name, missing, "s");
      case DURATION_MILLIS -> lengths(name, missing, "ms");
      case DURATION_MICROS -> lengths(name, missing, "us");
      case DURATION_NANOS -> lengths(name, missing, "ns");
      case DECIMAL -> decimals(name, missing);
      case UNSIGNED -> Integers.ofUnsigned(name, values, missing);
      case PLAIN, TEXT, UUID, INTERVAL, FLOAT16, NULL -> Integers.of(name, values, missing);
    };
  }

  private ParquetColumn times(String name, BitSet missing) {
    for (int row = missing.nextSetBit(0); row >= 0; row = missing.nextSetBit(row + 1)) {
      values[row] = Times.MISSING;
    }
    return new Instants(name, Times.ofMicros(values));
  }

  /** Writers without a type for lengths of time write them as times of day, beyond a day too. */
  private ParquetColumn timesOfDay(String name, BitSet missing, long nanosAUnit, String unit)
      throws ParquetException {
    for (int row = 0; row < values.length; row++) {
      boolean isInDay = values[row] >= 0 && values[row] < NANOS_A_DAY / nanosAUnit;
      if (!missing.get(row) && !isInDay) {
        return lengths(name, missing, unit);
      }
    }
    @Nullable String[] texts = texts();
    for (int row = 0; row < texts.length; row++) {
      if (!missing.get(row)) {
        texts[row] = LocalTime.ofNanoOfDay(values[row] * nanosAUnit).toString();
      }
    }
    return new Strings(name, Texts.of(texts));
  }

  private ParquetColumn lengths(String name, BitSet missing, String unit) throws ParquetException {
    @Nullable String[] texts = texts();
    for (int row = 0; row < texts.length; row++) {
      if (!missing.get(row) && !isNaT(values[row])) {
        texts[row] = values[row] + " " + unit;
      }
    }
    return new Lengths(name, Texts.of(texts));
  }

  private @Nullable String[] texts() throws ParquetException {
    budget.decode((long) TextValues.STRING_OVERHEAD * values.length);
    return new @Nullable String[values.length];
  }

  private ParquetColumn decimals(String name, BitSet missing) {
    double[] doubles = new double[values.length];
    for (int row = 0; row < doubles.length; row++) {
      if (!missing.get(row)) {
        doubles[row] = BigDecimal.valueOf(values[row], leaf.scale()).doubleValue();
      }
    }
    return new Numbers(name, Doubles.of(doubles, missing));
  }
}
