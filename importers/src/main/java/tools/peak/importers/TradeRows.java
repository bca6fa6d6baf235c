package tools.peak.importers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Trades;
import tools.peak.evidence.artifact.TimeBasis;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/**
 * Trades while they are read, a row after the other. A column is what its first value is; a value
 * of another kind makes texts of it.
 */
public final class TradeRows {
  private static final int FIRST = 32;
  private static final int CELL = 8;

  private final String file;
  private final Budget budget;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private int rows;

  /**
   * No rows.
   *
   * @param file what a refusal names
   * @param budget what the cells are charged to
   */
  public TradeRows(String file, Budget budget) {
    this.file = file;
    this.budget = budget;
  }

  private static final class Column {
    private double @Nullable [] numbers;
    private @Nullable String @Nullable [] texts;
    private final BitSet present = new BitSet();
  }

  public int size() {
    return rows;
  }

  /** Begins a row; what is set from now on is in it. */
  public void next() {
    rows++;
  }

  public void number(String name, double value) throws Refusal {
    budget.take(file, CELL);
    Column column = columns.computeIfAbsent(name, _ -> new Column());
    if (column.texts != null) {
      text(name, Double.toString(value));
      return;
    }
    double[] numbers = column.numbers;
    if (numbers == null || numbers.length < rows) {
      numbers = numbers == null ? new double[room()] : Arrays.copyOf(numbers, room());
      column.numbers = numbers;
    }
    numbers[rows - 1] = value;
    column.present.set(rows - 1);
  }

  public void text(String name, String value) throws Refusal {
    budget.takeText(file, value.length());
    Column column = columns.computeIfAbsent(name, _ -> new Column());
    @Nullable String[] texts = column.texts;
    if (texts == null) {
      texts = asTexts(column);
    }
    if (texts.length < rows) {
      texts = Arrays.copyOf(texts, room());
    }
    texts[rows - 1] = value;
    column.texts = texts;
    column.present.set(rows - 1);
  }

  /** A time, in microseconds since the epoch. */
  public void time(String name, long micros) throws Refusal {
    number(name, (double) micros); // whole microseconds are exact until the year 2255
  }

  private int room() {
    return Math.max(FIRST, rows + (rows >> 1));
  }

  private @Nullable String[] asTexts(Column column) {
    @Nullable String[] texts = new @Nullable String[room()];
    double[] numbers = column.numbers;
    if (numbers != null) {
      for (int row = 0; row < rows && row < numbers.length; row++) {
        texts[row] = column.present.get(row) ? Double.toString(numbers[row]) : null;
      }
      column.numbers = null;
    }
    return texts;
  }

  /**
   * All rows as round trips, from columns that have the names of {@code trades.parquet} (but {@code
   * pnl_ratio}, a fraction); what has another name is kept under it. Times are those of bars.
   */
  public Trades roundTrips() {
    if (rows == 0) {
      return Trades.none();
    }
    Times entryTime = times("entry_time");
    Doubles entryPrice = numbers("entry_price");
    return new Trades(
        Trades.Kind.ROUND_TRIP,
        rows,
        entryTime,
        texts("symbol"),
        texts("side"),
        numbers("size"),
        entryPrice,
        numbers("pnl"),
        entryTime,
        entryPrice,
        times("exit_time"),
        numbers("exit_price"),
        numbers("pnl_ratio"),
        numbers("fee"),
        texts("exit_reason"),
        numbers("gross_pnl"),
        numbers("entry_cost"),
        numbers("exit_cost"),
        barTimes(),
        others());
  }

  /** All rows as fills, likewise. */
  public Trades fills() {
    if (rows == 0) {
      return Trades.none();
    }
    Times noTimes = Times.missing(rows);
    Doubles none = Doubles.missing(rows);
    return new Trades(
        Trades.Kind.FILL,
        rows,
        times("timestamp"),
        texts("symbol"),
        texts("side"),
        numbers("quantity"),
        numbers("price"),
        numbers("pnl"),
        noTimes,
        none,
        noTimes,
        none,
        none,
        numbers("fee"),
        Texts.missing(rows),
        none,
        none,
        none,
        barTimes(),
        others());
  }

  private Texts barTimes() {
    @Nullable String[] texts = new @Nullable String[rows];
    Arrays.fill(texts, TimeBasis.BAR);
    return Texts.of(texts);
  }

  private Times times(String name) {
    Column column = columns.remove(name);
    long[] micros = new long[rows];
    Arrays.fill(micros, Times.MISSING);
    if (column != null && column.numbers != null) {
      double[] numbers = column.numbers;
      column.present.stream().forEach(row -> micros[row] = (long) numbers[row]);
    }
    return Times.ofMicros(micros);
  }

  private Doubles numbers(String name) {
    Column column = columns.remove(name);
    return column == null ? Doubles.missing(rows) : numbers(column);
  }

  private Doubles numbers(Column column) {
    double[] numbers = column.numbers;
    if (numbers == null) {
      return Doubles.missing(rows);
    }
    BitSet missing = new BitSet(rows);
    missing.set(0, rows);
    missing.andNot(column.present);
    return Doubles.of(Arrays.copyOf(numbers, rows), missing);
  }

  private Texts texts(String name) {
    Column column = columns.remove(name);
    return column == null ? Texts.missing(rows) : Texts.of(asTexts(column, rows));
  }

  private @Nullable String[] asTexts(Column column, int size) {
    @Nullable String[] texts = column.texts;
    return Arrays.copyOf(texts == null ? asTexts(column) : texts, size);
  }

  private List<ParquetColumn> others() {
    List<ParquetColumn> others = new ArrayList<>();
    columns.forEach(
        (name, column) ->
            others.add(
                column.texts == null
                    ? new Numbers(name, numbers(column))
                    : new Strings(name, Texts.of(asTexts(column, rows)))));
    return others;
  }
}
