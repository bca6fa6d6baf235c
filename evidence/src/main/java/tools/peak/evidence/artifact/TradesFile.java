package tools.peak.evidence.artifact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Trades;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.TimeText;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.Unread;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/** Recognises the columns of a table of trades, whichever producer wrote them. */
public final class TradesFile {
  private static final double PERCENT = 100;

  /** The names of the columns that have a place in {@link Trades}, of both kinds of rows. */
  public static final Set<String> COLUMNS =
      Set.of(
          "entry_time",
          "exit_time",
          "timestamp",
          "symbol",
          "side",
          "size",
          "quantity",
          "price",
          "entry_price",
          "exit_price",
          "pnl",
          "pnl_pct",
          "fee",
          "fee_total",
          "exit_reason",
          "gross_pnl",
          "entry_cost",
          "exit_cost");

  /** Those of them that are neither times nor texts. */
  private static final Set<String> NUMBERS =
      Set.of(
          "size",
          "quantity",
          "price",
          "entry_price",
          "exit_price",
          "pnl",
          "pnl_pct",
          "fee",
          "fee_total",
          "gross_pnl",
          "entry_cost",
          "exit_cost");

  private final TableSource source;
  private final ParquetTable table;
  private final int rows;
  private final Times noTimes;
  private final Doubles noNumbers;
  private final Texts noTexts;
  private final Set<String> taken = new HashSet<>();
  private final Notices notices;

  private TradesFile(TableSource source, ParquetTable table, Notices notices) {
    this.source = source;
    this.table = table;
    this.notices = notices;
    this.rows = table.rows();
    this.noTimes = Times.missing(rows);
    this.noNumbers = Doubles.missing(rows);
    this.noTexts = Texts.missing(rows);
  }

  /** Whether a column of that name is read as numbers. */
  static boolean holdsNumbers(String column) {
    return NUMBERS.contains(column.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * The table of {@code trades.parquet} as trades.
   *
   * @param curve tells bar times from the wall clock's; empty if there is none
   * @param notices takes what was not plain of it
   * @throws Refusal with {@link Problem.InvalidParquet} if it is no table of trades
   */
  public static Trades of(ParquetTable table, EquityCurve curve, Notices notices) throws Refusal {
    return of(TableSource.parquet(EvidenceFiles.TRADES), table, curve, notices);
  }

  /** The table of any file as trades. */
  public static Trades of(
      TableSource source, ParquetTable table, EquityCurve curve, Notices notices) throws Refusal {
    if (table.columns().isEmpty()) {
      return Trades.none();
    }
    TradesFile file = new TradesFile(source, table, notices);
    file.checkUnique();
    if (file.has("entry_time")) {
      return file.roundTrips(curve);
    }
    if (file.has("timestamp")) {
      return file.fills();
    }
    throw file.refusal(
        "holds no trades: it has neither a column entry_time nor a column timestamp; its columns"
            + " are "
            + new ColumnNames(table.columns().stream().map(ParquetColumn::name).toList()).shown());
  }

  private Trades roundTrips(EquityCurve curve) throws Refusal {
    boolean isPipeline = has("side") && has("fee");
    boolean isLegacy = !has("side") && (has("fee_total") || has("stop_price"));
    Times entryTime = times("entry_time");
    Times exitTime = times("exit_time");
    Doubles entryPrice = numbers("entry_price");
    Texts exitReason = texts("exit_reason");
    return new Trades(
        Trades.Kind.ROUND_TRIP,
        rows,
        entryTime,
        texts("symbol"),
        isLegacy ? everywhere("long") : texts("side"),
        numbers("size"),
        entryPrice,
        numbers("pnl"),
        entryTime,
        entryPrice,
        exitTime,
        numbers("exit_price"),
        fractions("pnl_pct"),
        numbers(has("fee") ? "fee" : "fee_total"),
        exitReason,
        numbers("gross_pnl"),
        numbers("entry_cost"),
        numbers("exit_cost"),
        isPipeline
            ? TimeBasis.ofPipeline(entryTime, exitTime, exitReason, curve)
            : everywhere(TimeBasis.BAR),
        others());
  }

  private Trades fills() throws Refusal {
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
        noNumbers,
        noTimes,
        noNumbers,
        noNumbers,
        numbers(has("fee") ? "fee" : "fee_total"),
        noTexts,
        noNumbers,
        noNumbers,
        noNumbers,
        everywhere(TimeBasis.BAR),
        others());
  }

  /** The column of that name: as it is written here, or else the only one in another case. */
  private @Nullable ParquetColumn column(String name) {
    ParquetColumn exact = table.column(name);
    if (exact != null) {
      return exact;
    }
    ParquetColumn found = null;
    for (ParquetColumn column : table.columns()) {
      if (column.name().strip().equalsIgnoreCase(name)) {
        if (found != null) {
          return null;
        }
        found = column;
      }
    }
    return found;
  }

  private boolean has(String name) {
    return column(name) != null;
  }

  private Times times(String name) throws Refusal {
    return switch (column(name)) {
      case null -> noTimes;
      case Instants instants -> {
        taken.add(instants.name());
        yield instants.values();
      }
      case Strings strings -> times(strings, (column, row) -> read(column, row, strings));
      case Lengths lengths ->
          times(lengths, (column, row) -> column.read(row + 1L, lengths.text(row)));
      case Integers integers -> times(integers, (column, row) -> read(column, row, integers));
      case Numbers numbers ->
          times(numbers, (column, row) -> column.read(row + 1L, numbers.get(row)));
      case AllMissing missing -> {
        taken.add(missing.name());
        yield noTimes;
      }
      case Unread unread -> throw unreadable(unread);
      case Booleans _ -> {
        notices.add(source.file(), NoticeCode.UNREADABLE_TIME, name + " holds booleans, no times");
        yield noTimes;
      }
    };
  }

  /** Reads one row of a column that is no column of times. */
  private interface TimeRow {
    long read(TimeColumn column, int row);
  }

  /** What is no time stays where it can be looked at: among the others, with the whole column. */
  private Times times(ParquetColumn given, TimeRow row) {
    TimeColumn column = new TimeColumn(given.name(), "row");
    long[] micros = new long[rows];
    for (int at = 0; at < rows; at++) {
      micros[at] = given.isMissing(at) ? Times.MISSING : row.read(column, at);
    }
    if (column.isWhole()) {
      taken.add(given.name());
    }
    Times times = Times.ofMicros(micros);
    column.tell(source.file(), times, notices);
    return times;
  }

  private static long read(TimeColumn column, int row, Strings strings) {
    String text = strings.get(row);
    long micros = TimeText.micros(text);
    return micros == TimeText.INVALID ? column.read(row + 1L, text) : micros;
  }

  private static long read(TimeColumn column, int row, Integers integers) {
    return integers.unsigned()
        ? column.read(row + 1L, integers.text(row))
        : column.read(row + 1L, integers.get(row));
  }

  private Doubles numbers(String name) throws Refusal {
    ParquetColumn column = column(name);
    if (column == null) {
      return noNumbers;
    }
    taken.add(column.name());
    return switch (column) {
      case Numbers numbers -> numbers.values();
      case Integers integers -> integers.doubles();
      case Booleans booleans -> booleans.doubles();
      case AllMissing _ -> noNumbers;
      case Strings strings -> numbers(strings);
      case Instants _ -> throw noNumbers(name, "times");
      case Lengths _ -> throw noNumbers(name, "lengths of time");
      case Unread unread -> throw unreadable(unread);
    };
  }

  private Doubles numbers(Strings strings) throws Refusal {
    double[] values = new double[rows];
    BitSet missing = new BitSet();
    for (int row = 0; row < rows; row++) {
      String text = strings.get(row);
      if (text == null || text.isBlank()) {
        missing.set(row);
        continue;
      }
      Double value = PythonFloat.parse(text);
      if (value == null) {
        throw new Refusal(source.problem(strings.name(), row, text, "is no number"));
      }
      values[row] = value;
    }
    return Doubles.of(values, missing);
  }

  private Doubles fractions(String percentColumn) throws Refusal {
    Doubles percents = numbers(percentColumn);
    double[] values = new double[rows];
    BitSet missing = new BitSet();
    for (int row = 0; row < rows; row++) {
      if (percents.isMissing(row)) {
        missing.set(row);
      } else {
        values[row] = percents.get(row) / PERCENT;
      }
    }
    return Doubles.of(values, missing);
  }

  private Texts texts(String name) throws Refusal {
    ParquetColumn column = column(name);
    if (column == null) {
      return noTexts;
    }
    if (column instanceof Unread unread) {
      throw unreadable(unread);
    }
    taken.add(column.name());
    if (column instanceof Strings strings) {
      return strings.values();
    }
    @Nullable String[] values = new @Nullable String[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = column.text(row);
    }
    return Texts.of(values);
  }

  private Texts everywhere(String text) {
    @Nullable String[] values = new @Nullable String[rows];
    Arrays.fill(values, text);
    return Texts.of(values);
  }

  /** What only its producer knows is kept if it can be; that it can't be costs no run. */
  private List<ParquetColumn> others() {
    List<ParquetColumn> others = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (ParquetColumn column : table.columns()) {
      String name = column.name();
      if (taken.contains(name)) {
        continue;
      }
      if (count(name) > 1) {
        if (told.add(name)) {
          leftOut(name, "stands there twice: write each under a name of its own");
        }
      } else if (column instanceof Unread unread) {
        leftOut(name, unread.why());
      } else {
        others.add(column);
        if (column instanceof Lengths lengths) {
          notices.add(
              source.file(),
              NoticeCode.LENGTHS_OF_TIME,
              "column "
                  + Quoted.text(name)
                  + ": holds lengths of time, kept as texts with their unit"
                  + firstOf(lengths));
        }
      }
    }
    return others;
  }

  private void leftOut(String name, String why) {
    notices.add(
        source.file(),
        NoticeCode.COLUMN_LEFT_OUT,
        "column " + Quoted.text(name) + " is left out: " + why);
  }

  private static String firstOf(Lengths column) {
    for (int row = 0; row < column.size(); row++) {
      String text = column.text(row);
      if (text != null) {
        return String.format(Locale.ROOT, ", the first in row %,d: ", row + 1) + Quoted.text(text);
      }
    }
    return "";
  }

  private int count(String name) {
    int count = 0;
    for (ParquetColumn column : table.columns()) {
      count += column.name().equals(name) ? 1 : 0;
    }
    return count;
  }

  /** Of two columns of a name that is read, nobody knows which is meant. */
  private void checkUnique() throws Refusal {
    for (ParquetColumn column : table.columns()) {
      String name = column.name();
      if (COLUMNS.contains(name.strip().toLowerCase(Locale.ROOT)) && count(name) > 1) {
        throw refusal("column " + Quoted.text(name) + " stands there twice");
      }
    }
  }

  private Refusal unreadable(Unread column) {
    return refusal("column " + Quoted.text(column.name()) + ": " + column.why());
  }

  private Refusal noNumbers(String name, String held) {
    return refusal("column " + Quoted.text(name) + " holds " + held + ", not numbers");
  }

  private Refusal refusal(String detail) {
    return new Refusal(source.problem(detail));
  }
}
