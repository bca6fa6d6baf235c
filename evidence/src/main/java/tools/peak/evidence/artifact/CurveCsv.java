package tools.peak.evidence.artifact;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.ByteWords;
import tools.peak.evidence.text.Decimals;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.TimeText;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/**
 * Parses {@code equity.csv}, a chunk of bytes at a time, into primitive arrays. Columns are found
 * by the header's names. Rows of just a plain time and a plain number take a short cut; everything
 * else that is legal CSV goes through {@link CsvCells}.
 */
public final class CurveCsv implements FileReader.Chunks {
  private static final String VALUE = "equity";
  private static final int FIRST_ROWS = 512;
  private static final int PLAIN_TIME = "2026-11-02T08:21:16".length();

  private final int maxRows;
  private final Budget budget;
  private final CsvRecords records = new CsvRecords(EvidenceFiles.EQUITY, new Rows());
  private final FileReader.Chunks text = new TextChunks(EvidenceFiles.EQUITY, records);
  private final Decimals decimals = new Decimals();
  private final OneSymbol symbols = new OneSymbol();
  private CsvNumbers numbers = new CsvNumbers((byte) ',');
  private TimeColumn times = new TimeColumn(ColumnNames.TIMESTAMP, "line");
  private boolean isPlain;
  private int timestampColumn;
  private int valueColumn;
  private int symbolColumn = ColumnNames.NONE;

  private long[] timestamps = new long[0];
  private double[] values = new double[0];
  private final BitSet missing = new BitSet();
  private int rows;

  /** Rows that the budget was told of: all of them before the last growth. */
  private int charged;

  private long cachedYearMonth;
  private int cachedDay = Integer.MIN_VALUE; // what no two bytes are
  private long cachedDayMicros;

  /**
   * Reads a curve of up to so many rows.
   *
   * @param budget what its points are charged to
   */
  public CurveCsv(int maxRows, Budget budget) {
    this.maxRows = maxRows;
    this.budget = budget;
  }

  /**
   * All that was read, at its end.
   *
   * @param notices takes what was not plain of it
   */
  public EquityCurve curve(Notices notices) throws Refusal {
    records.end();
    if (numbers.isUnclear()) {
      throw records.refusal(numbers.unclearLine(), numbers.whyUnclear());
    }
    EquityCurve curve =
        new EquityCurve(
            Times.ofMicros(Arrays.copyOf(timestamps, rows)),
            Doubles.of(Arrays.copyOf(values, rows), missing));
    times.tell(EvidenceFiles.EQUITY, curve.timestamps(), notices);
    return curve;
  }

  @Override
  public int take(byte[] bytes, int to, boolean isLast) throws Refusal {
    return text.take(bytes, to, isLast);
  }

  /** What becomes of the file's records. */
  private final class Rows implements CsvRecords.Rows {

    @Override
    public boolean fits(ColumnNames names) {
      return names.time() != ColumnNames.NONE && names.find(VALUE) != ColumnNames.NONE;
    }

    @Override
    public void header(ColumnNames names, byte separator, long line) throws Refusal {
      timestampColumn = names.time();
      valueColumn = names.find(VALUE);
      if (timestampColumn < 0) {
        throw records.refusal(line, names.whyNoTime());
      }
      if (valueColumn < 0) {
        throw records.refusal(line, names.why(VALUE));
      }
      symbolColumn = names.symbol();
      isPlain = names.size() == 2 && timestampColumn == 0 && separator == ',';
      numbers = new CsvNumbers(separator);
      times = new TimeColumn(names.get(timestampColumn).strip(), "line");
    }

    @Override
    public int plainRow(byte[] bytes, int at, int to, long line) throws Refusal {
      return isPlain ? CurveCsv.this.plainRow(bytes, at, to, line) : -1;
    }

    @Override
    public void row(CsvCells cells, byte[] bytes, long line) throws Refusal {
      if (symbolColumn >= 0) {
        String wrong = symbols.see(cells.text(bytes, symbolColumn));
        if (wrong != null) {
          throw records.refusal(line, wrong);
        }
      }
      long time = time(cells, bytes, line);
      Double value = value(cells, bytes, line);
      if (value == null) {
        missing.set(rows);
      }
      add(time, value == null ? 0 : value, line);
    }

    @Override
    public void emptyRow(long line) throws Refusal {
      missing.set(rows);
      add(Times.MISSING, 0, line);
    }
  }

  /** Behind the row's line feed, or -1 if the row is not of the plain kind or not whole. */
  private int plainRow(byte[] bytes, int at, int to, long line) throws Refusal {
    int number = at + PLAIN_TIME + 1;
    if (number >= to || bytes[number - 1] != ',') {
      return -1;
    }
    long time = plainTime(bytes, at);
    if (time == TimeText.INVALID) {
      return -1;
    }
    long bits = decimals.parsePrefix(bytes, number, to);
    int end = decimals.end();
    if (end < to && bytes[end] == '\r') {
      end++;
    }
    if (bits == Decimals.NO_DECIMAL || end >= to || bytes[end] != '\n') {
      return -1;
    }
    add(time, Double.longBitsToDouble(bits), line);
    return end + 1;
  }

  /** A time without fraction and zone; neighbours are mostly of one day. */
  private long plainTime(byte[] bytes, int at) {
    long yearMonth = ByteWords.getLong(bytes, at);
    int day = ByteWords.getShort(bytes, at + 8);
    if (yearMonth != cachedYearMonth || day != cachedDay) {
      long micros = TimeText.dateMicros(bytes, at);
      if (micros == TimeText.INVALID) {
        return micros;
      }
      cachedYearMonth = yearMonth;
      cachedDay = day;
      cachedDayMicros = micros;
    }
    int hour = TimeText.twoDigits(bytes, at + 11);
    int minute = TimeText.twoDigits(bytes, at + 14);
    int second = TimeText.twoDigits(bytes, at + 17);
    if ((hour | minute | second | (23 - hour) | (59 - minute) | (59 - second)) < 0
        || bytes[at + 13] != ':'
        || bytes[at + 16] != ':'
        || !TimeText.isSeparator(bytes[at + 10])) {
      return TimeText.INVALID;
    }
    return cachedDayMicros + ((hour * 60 + minute) * 60 + second) * TimeText.MICROS_A_SECOND;
  }

  private long time(CsvCells cells, byte[] bytes, long line) {
    if (cells.isPlain(bytes, timestampColumn)) {
      long micros =
          TimeText.micros(bytes, cells.start(timestampColumn), cells.end(timestampColumn));
      if (micros != TimeText.INVALID) {
        return micros;
      }
    }
    return times.read(line, cells.text(bytes, timestampColumn));
  }

  /** The number, or null for an empty cell. */
  private @Nullable Double value(CsvCells cells, byte[] bytes, long line) throws Refusal {
    long bits = decimals.parse(bytes, cells.start(valueColumn), cells.end(valueColumn));
    if (bits != Decimals.NO_DECIMAL && numbers.isSettled()) {
      return Double.longBitsToDouble(bits);
    }
    String cell = cells.text(bytes, valueColumn).strip();
    if (cell.isEmpty()) {
      return null;
    }
    Double value = PythonFloat.parse(cell);
    if (value == null) {
      throw records.refusal(line, Quoted.text(cell) + " " + CsvNumbers.why(cell));
    }
    numbers.see(cell, line);
    return value;
  }

  private void add(long time, double value, long line) throws Refusal {
    if (rows == timestamps.length) {
      if (rows >= maxRows) {
        throw records.refusal(line, String.format(Locale.ROOT, "more than %,d rows", maxRows));
      }
      int size = (int) Math.min(maxRows, Math.max(FIRST_ROWS, rows * 2L));
      budget.take(EvidenceFiles.EQUITY, (Long.BYTES + Double.BYTES) * (long) (rows - charged));
      charged = rows;
      timestamps = Arrays.copyOf(timestamps, size);
      values = Arrays.copyOf(values, size);
    }
    timestamps[rows] = time;
    values[rows] = value;
    rows++;
  }
}
