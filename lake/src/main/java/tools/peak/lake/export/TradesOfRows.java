package tools.peak.lake.export;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Trades;
import tools.peak.evidence.artifact.TradesFile;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/** Trades from the lake's rows of them, so that reading them again gives the same rows. */
final class TradesOfRows {
  static final List<String> COLUMNS =
      LakeTable.TRADES.columns().stream().map(Column::name).toList();

  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private TradesOfRows() {}

  static Trades of(String runId, RowsByRun rows) {
    TradesOfRows trades = new TradesOfRows();
    rows.forEach(runId, trades.rows::add);
    return trades.rows.isEmpty() ? Trades.none() : trades.all();
  }

  private Trades all() {
    boolean fills = "fill".equals(texts("kind").get(0));
    Doubles fee = numbers("fee");
    List<ParquetColumn> others = others();
    // A reader takes round trips with a side and a fee for the pipeline's, whose times it judges by
    // the curve. Those that it took at their word had no column of that name.
    boolean isBarTime = !fills && "bar".equals(texts("time_basis").get(0));
    if (isBarTime) {
      others.add(new Numbers("fee_total", fee));
      fee = Doubles.missing(rows.size());
    }
    return new Trades(
        fills ? Trades.Kind.FILL : Trades.Kind.ROUND_TRIP,
        rows.size(),
        times("timestamp"),
        texts("symbol"),
        texts("side"),
        numbers("quantity"),
        numbers("price"),
        numbers("pnl"),
        times("entry_time"),
        numbers("entry_price"),
        times("exit_time"),
        numbers("exit_price"),
        numbers("pnl_ratio"),
        fee,
        texts("exit_reason"),
        numbers("gross_pnl"),
        numbers("entry_cost"),
        numbers("exit_cost"),
        texts("time_basis"),
        others);
  }

  /** Columns of other names, as the texts that the lake keeps of them. */
  private List<ParquetColumn> others() {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> map(row).keySet().forEach(name -> names.add(String.valueOf(name))));
    Set<String> taken = new HashSet<>(TradesFile.COLUMNS);
    List<ParquetColumn> columns = new ArrayList<>();
    for (String name : names) {
      if (taken.add(name.strip().toLowerCase(Locale.ROOT))) {
        columns.add(new Strings(name, texts(row -> map(row).get(name))));
      }
    }
    return columns;
  }

  private static Map<?, ?> map(List<@Nullable Object> row) {
    return row.get(COLUMNS.indexOf("others")) instanceof Map<?, ?> map ? map : Map.of();
  }

  private Times times(String column) {
    int place = COLUMNS.indexOf(column);
    return Times.ofMicros(
        rows.stream().mapToLong(row -> CurveOfRows.micros(row.get(place))).toArray());
  }

  private Doubles numbers(String column) {
    int place = COLUMNS.indexOf(column);
    double[] values = new double[rows.size()];
    BitSet missing = new BitSet();
    for (int i = 0; i < values.length; i++) {
      if (rows.get(i).get(place) instanceof Double value) {
        values[i] = value;
      } else {
        missing.set(i);
      }
    }
    return Doubles.of(values, missing);
  }

  private Texts texts(String column) {
    int place = COLUMNS.indexOf(column);
    return texts(row -> row.get(place));
  }

  private Texts texts(Function<List<@Nullable Object>, @Nullable Object> cell) {
    @Nullable String[] values = new @Nullable String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = cell.apply(rows.get(i)) instanceof String text ? text : null;
    }
    return Texts.of(values);
  }
}
