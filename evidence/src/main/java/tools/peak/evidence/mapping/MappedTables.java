package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Trades;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.ColumnNames;
import tools.peak.evidence.artifact.CurveParquet;
import tools.peak.evidence.artifact.TradesFile;
import tools.peak.evidence.text.Quoted;
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

/**
 * Tables of any columns as curves and trades: their columns get the names and units that Peak
 * reads, and are read as those of its own files.
 */
final class MappedTables {
  private static final String TIME = "timestamp";
  private static final String EQUITY = "equity";
  private static final String RATIO = "pnl_ratio";

  private final Mapping mapping;
  private final Notices notices;

  MappedTables(Mapping mapping, Notices notices) {
    this.mapping = mapping;
    this.notices = notices;
  }

  EquityCurve curve(OpenFiles.Table table, Mapping.CurveRule rule) throws Refusal {
    if (table.columns().rows() == 0) {
      return EquityCurve.EMPTY;
    }
    ParquetColumn times = timeColumn(table, rule);
    ParquetColumn values = column(table, rule.equity(), rule.line());
    Conversion numbers = rule.numbers();
    boolean isReturns = !Double.isNaN(rule.start());
    ParquetColumn equity =
        isReturns
            ? new Numbers(EQUITY, grown(doubles(table, values, numbers), rule.start()))
            : needsNumbers(numbers)
                ? new Numbers(EQUITY, doubles(table, values, numbers))
                : renamed(values, EQUITY);
    ParquetTable plain =
        new ParquetTable(
            table.columns().rows(), List.of(time(table, times, TIME, rule.times()), equity));
    return CurveParquet.of(table.source(), plain, notices);
  }

  private ParquetColumn timeColumn(OpenFiles.Table table, Mapping.CurveRule rule) throws Refusal {
    if (rule.time() != null) {
      return column(table, rule.time(), rule.line());
    }
    List<ParquetColumn> columns = table.columns().columns();
    ColumnNames names = new ColumnNames(columns.stream().map(ParquetColumn::name).toList());
    int time = names.time() < 0 ? names.find("index") : names.time();
    if (time < 0) {
      throw new Refusal(table.source().problem(names.whyNoTime()));
    }
    return columns.get(time);
  }

  /** Returns one after the other: a missing one, as the first of a series is, changes nothing. */
  private static Doubles grown(Doubles returns, double start) {
    double[] values = new double[returns.size()];
    double equity = start;
    for (int row = 0; row < values.length; row++) {
      boolean isMissing = returns.isMissing(row) || (row == 0 && Double.isNaN(returns.get(row)));
      equity *= isMissing ? 1 : 1 + returns.get(row);
      values[row] = equity;
    }
    return Doubles.of(values, new BitSet());
  }

  Trades trades(OpenFiles.Table table, Mapping.TradesRule rule, EquityCurve curve) throws Refusal {
    if (table.columns().rows() == 0) {
      return Trades.none();
    }
    List<ParquetColumn> columns = new ArrayList<>();
    Set<String> used = new HashSet<>();
    Map<String, ParquetColumn> mapped = new LinkedHashMap<>();
    for (Map.Entry<String, Rule> entry : rule.columns().entrySet()) {
      ParquetColumn column = tradeColumn(table, entry.getValue(), rule, used);
      if (column != null) {
        mapped.put(entry.getKey(), column);
      }
    }
    ParquetColumn ratio = mapped.remove(RATIO);
    boolean isRoundTrip =
        mapped.containsKey("entry_time") || table.columns().column("entry_time") != null;
    if (isRoundTrip) {
      rename(mapped, "quantity", "size");
      rename(mapped, "price", "entry_price");
    } else {
      rename(mapped, "size", "quantity");
    }
    mapped.forEach((name, column) -> columns.add(renamed(column, name)));
    for (ParquetColumn column : table.columns().columns()) {
      if (!used.contains(column.name())) {
        boolean isTaken = mapped.containsKey(column.name());
        columns.add(
            isTaken ? renamed(column, column.name() + "_of_source") : inTime(table, column, rule));
      }
    }
    Trades trades =
        TradesFile.of(
            table.source(), new ParquetTable(table.columns().rows(), columns), curve, notices);
    return ratio == null ? trades : withRatio(trades, doubles(table, ratio, Conversion.NONE));
  }

  private static void rename(Map<String, ParquetColumn> columns, String from, String to) {
    if (columns.containsKey(from) && !columns.containsKey(to)) {
      columns.put(to, columns.remove(from));
    }
  }

  private @Nullable ParquetColumn tradeColumn(
      OpenFiles.Table table, Rule rule, Mapping.TradesRule trades, Set<String> used)
      throws Refusal {
    return switch (rule.origin()) {
      case Origin.Field(FieldRef ref) -> {
        if (rule.isOptional() && table.columns().column(ref.key()) == null) {
          yield null;
        }
        ParquetColumn column = column(table, ref.key(), rule.line());
        used.add(column.name());
        Conversion conversion = rule.conversion();
        boolean isTime = rule.target().equals(TIME) || rule.target().endsWith("_time");
        if (isTime) {
          yield time(
              table,
              column,
              column.name(),
              conversion.time() == null ? trades.times() : conversion);
        }
        if (needsNumbers(conversion)) {
          yield new Numbers(column.name(), doubles(table, column, conversion));
        }
        yield conversion.words().isEmpty() ? column : words(column, conversion);
      }
      case Origin.Constant(Value value) -> everywhere(table, rule.target(), value.text());
      case Origin.Text _, Origin.All _ ->
          throw new Refusal(
              new Problem.Unmapped(
                  mapping.name(),
                  rule.line(),
                  "a column of trades is a column or a { value = … }"));
    };
  }

  private static ParquetColumn everywhere(
      OpenFiles.Table table, String name, @Nullable String text) {
    @Nullable String[] texts = new @Nullable String[table.columns().rows()];
    Arrays.fill(texts, text);
    return new Strings(name, Texts.of(texts));
  }

  private static ParquetColumn words(ParquetColumn column, Conversion conversion) {
    @Nullable String[] texts = new @Nullable String[column.size()];
    for (int row = 0; row < texts.length; row++) {
      String text = column.text(row);
      texts[row] = text == null ? null : conversion.word(text.strip());
    }
    return new Strings(column.name(), Texts.of(texts));
  }

  /** A column of times that keeps its name, where all times are written in one way. */
  private ParquetColumn inTime(
      OpenFiles.Table table, ParquetColumn column, Mapping.TradesRule rule) {
    boolean isTime = column.name().equals(TIME) || column.name().endsWith("_time");
    return isTime ? time(table, column, column.name(), rule.times()) : column;
  }

  private static boolean needsNumbers(Conversion conversion) {
    return conversion.isOfNumbers() || conversion.decimalComma();
  }

  private ParquetColumn column(OpenFiles.Table table, String name, int line) throws Refusal {
    ParquetColumn column = table.columns().column(name);
    if (column == null) {
      throw new Refusal(
          new Problem.Unmapped(
              mapping.name(),
              line,
              table.source().file()
                  + " has no column "
                  + Quoted.text(name)
                  + ": it has "
                  + Headers.shown(
                      table.columns().columns().stream().map(ParquetColumn::name).toList())));
    }
    return column;
  }

  private ParquetColumn time(
      OpenFiles.Table table, ParquetColumn column, String name, Conversion conversion) {
    TimeFormat format = conversion.time();
    if (format == null || column instanceof Instants) {
      return renamed(column, name);
    }
    long[] micros = new long[column.size()];
    long unread = 0;
    String first = "";
    for (int row = 0; row < micros.length; row++) {
      String text = column.text(row);
      Long time = text == null || text.isBlank() ? null : format.micros(text);
      micros[row] = time == null ? Times.MISSING : time;
      if (time == null && text != null && !text.isBlank() && unread++ == 0) {
        first = "the first in row " + (row + 1) + ": " + Quoted.text(text);
      }
    }
    if (unread > 0) {
      notices.add(
          table.source().file(),
          NoticeCode.UNREADABLE_TIME,
          column.name() + ": " + unread + " not of the format " + format + ", " + first);
    }
    return new Instants(name, Times.ofMicros(micros));
  }

  private static Doubles doubles(OpenFiles.Table table, ParquetColumn column, Conversion conversion)
      throws Refusal {
    double[] values = new double[column.size()];
    BitSet missing = new BitSet();
    for (int row = 0; row < values.length; row++) {
      String text = column.text(row);
      if (text == null || text.isBlank()) {
        missing.set(row);
        continue;
      }
      boolean isPlain = column instanceof Numbers || column instanceof Integers;
      Double number =
          isPlain ? (Double) conversion.plain(Double.parseDouble(text)) : conversion.number(text);
      if (number == null) {
        throw new Refusal(table.source().problem(column.name(), row, text, "is no number"));
      }
      values[row] = number;
    }
    return Doubles.of(values, missing);
  }

  private static ParquetColumn renamed(ParquetColumn column, String name) {
    return switch (column) {
      case Numbers numbers -> new Numbers(name, numbers.values());
      case Integers integers -> integers.named(name);
      case Booleans booleans -> booleans.named(name);
      case Instants instants -> new Instants(name, instants.values());
      case Strings strings -> new Strings(name, strings.values());
      case Lengths lengths -> new Lengths(name, lengths.values());
      case AllMissing missing -> new AllMissing(name, missing.size());
      case Unread unread -> new Unread(name, unread.size(), unread.why());
    };
  }

  private static Trades withRatio(Trades trades, Doubles ratio) {
    return new Trades(
        trades.kind(),
        trades.size(),
        trades.timestamp(),
        trades.symbol(),
        trades.side(),
        trades.quantity(),
        trades.price(),
        trades.pnl(),
        trades.entryTime(),
        trades.entryPrice(),
        trades.exitTime(),
        trades.exitPrice(),
        ratio,
        trades.fee(),
        trades.exitReason(),
        trades.grossPnl(),
        trades.entryCost(),
        trades.exitCost(),
        trades.timeBasis(),
        trades.others());
  }
}
