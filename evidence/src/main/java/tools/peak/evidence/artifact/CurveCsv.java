package tools.peak.evidence.artifact;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.ByteWords;
import tools.peak.evidence.text.Decimals;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.TimeText;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/**
 * Parses {@code equity.csv}, a chunk of bytes at a time, into primitive arrays. Columns are found
 * by the header's names. Rows of just a plain time and a plain number take a short cut; everything
 * else that is legal CSV goes through {@link CsvCells}.
 */
public final class CurveCsv implements FileReader.Chunks {
  private static final String TIMESTAMP = "timestamp";
  private static final String VALUE = "equity";
  private static final int FIRST_ROWS = 512;
  private static final int PLAIN_TIME = "2026-11-02T08:21:16".length();

  private final int maxRows;
  private final Decimals decimals = new Decimals();
  private final CsvCells cells = new CsvCells();
  private long line = 1;
  private boolean headerSeen;
  private boolean isPlain;
  private int columns;
  private int timestampColumn;
  private int valueColumn;

  private long[] timestamps = new long[0];
  private double[] values = new double[0];
  private final BitSet missing = new BitSet();
  private int rows;

  private long cachedYearMonth;
  private int cachedDay = Integer.MIN_VALUE; // what no two bytes are
  private long cachedDayMicros;

  public CurveCsv(int maxRows) {
    this.maxRows = maxRows;
  }

  /** What was read so far. */
  public EquityCurve curve() throws Refusal {
    if (!headerSeen) {
      throw refusal(1, "is empty");
    }
    return new EquityCurve(
        Times.ofMicros(Arrays.copyOf(timestamps, rows)),
        Doubles.of(Arrays.copyOf(values, rows), missing));
  }

  @Override
  public int take(byte[] bytes, int to, boolean isLast) throws Refusal {
    int from = line == 1 && !headerSeen ? Utf8Text.afterMark(bytes, to) : 0;
    int taken = read(bytes, from, to, isLast);
    if (taken == 0 && to == FileReader.CHUNK && !isLast) {
      throw refusal(line, String.format(Locale.ROOT, "more than %,d bytes", to));
    }
    return taken;
  }

  private int read(byte[] bytes, int from, int to, boolean isLast) throws Refusal {
    int at = from;
    while (at < to) {
      int next = headerSeen && isPlain ? plainRow(bytes, at, to) : -1;
      if (next < 0) {
        next = cells.read(bytes, at, to, isLast);
        if (next < 0) {
          if (isLast) {
            throw refusal(line, "a quoted cell never ends");
          }
          return at;
        }
        row(bytes);
        line += cells.lines();
      } else {
        line++;
      }
      at = next;
    }
    return at;
  }

  private static Refusal refusal(long line, String detail) {
    return new Refusal(new Problem.InvalidCsv(EvidenceFiles.EQUITY, line, detail));
  }

  /** Behind the row's line feed, or -1 if the row is not of the plain kind or not whole. */
  private int plainRow(byte[] bytes, int at, int to) throws Refusal {
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
    add(time, Double.longBitsToDouble(bits));
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

  private void row(byte[] bytes) throws Refusal {
    if (cells.isBlank()) {
      return;
    }
    if (!headerSeen) {
      header(bytes);
      return;
    }
    if (cells.count() != columns) {
      throw refusal(
          line,
          String.format(Locale.ROOT, "%,d cells where the header has %,d", cells.count(), columns));
    }
    long time =
        cells.isPlain(bytes, timestampColumn)
            ? TimeText.micros(bytes, cells.start(timestampColumn), cells.end(timestampColumn))
            : TimeText.micros(cells.text(bytes, timestampColumn));
    if (time == TimeText.INVALID) {
      throw refusal(line, quoted(bytes, timestampColumn) + " is no time");
    }
    long bits = decimals.parse(bytes, cells.start(valueColumn), cells.end(valueColumn));
    if (bits != Decimals.NO_DECIMAL) {
      add(time, Double.longBitsToDouble(bits));
      return;
    }
    String text = cells.text(bytes, valueColumn).strip();
    if (text.isEmpty()) {
      addMissing(time);
      return;
    }
    Double value = PythonFloat.parse(text);
    if (value == null) {
      throw refusal(line, quoted(bytes, valueColumn) + " is no number");
    }
    add(time, value);
  }

  private void header(byte[] bytes) throws Refusal {
    List<String> names = cells.texts(bytes).stream().map(String::strip).toList();
    headerSeen = true;
    columns = names.size();
    timestampColumn = column(names, TIMESTAMP);
    valueColumn = column(names, VALUE);
    isPlain = columns == 2 && timestampColumn == 0;
  }

  private int column(List<String> names, String name) throws Refusal {
    int column = names.indexOf(name);
    if (column < 0) {
      throw refusal(line, "the header has no column '" + name + "'");
    }
    return column;
  }

  private void addMissing(long time) throws Refusal {
    missing.set(rows);
    add(time, 0);
  }

  private void add(long time, double value) throws Refusal {
    if (rows == timestamps.length) {
      if (rows >= maxRows) {
        throw refusal(line, String.format(Locale.ROOT, "more than %,d rows", maxRows));
      }
      int size = (int) Math.min(maxRows, Math.max(FIRST_ROWS, rows * 2L));
      timestamps = Arrays.copyOf(timestamps, size);
      values = Arrays.copyOf(values, size);
    }
    timestamps[rows] = time;
    values[rows] = value;
    rows++;
  }

  private String quoted(byte[] bytes, int column) {
    return Quoted.text(cells.text(bytes, column));
  }
}
