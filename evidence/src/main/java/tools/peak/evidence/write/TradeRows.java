package tools.peak.evidence.write;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Trades;
import tools.peak.evidence.text.TimeText;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/** Rows of trades as the columns of a file. */
final class TradeRows {
  private TradeRows() {}

  static Trades of(List<? extends Trade> rows) {
    if (rows.isEmpty()) {
      return Trades.none();
    }
    List<Trade.RoundTrip> trips = of(Trade.RoundTrip.class, rows);
    List<Trade.Fill> fills = of(Trade.Fill.class, rows);
    if (trips.size() < rows.size() && fills.size() < rows.size()) {
      throw new IllegalArgumentException("a run has round trips or fills, not both");
    }
    return fills.isEmpty() ? roundTrips(trips) : fills(fills);
  }

  private static <T> List<T> of(Class<T> kind, List<? extends Trade> rows) {
    return rows.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Trades roundTrips(List<Trade.RoundTrip> rows) {
    Doubles none = Doubles.missing(rows.size());
    Times entry = times(rows, Trade.RoundTrip::entryTime);
    Doubles quantity = numbers(rows, Trade.RoundTrip::quantity);
    Doubles price = numbers(rows, Trade.RoundTrip::entryPrice);
    return new Trades(
        Trades.Kind.ROUND_TRIP,
        rows.size(),
        entry,
        texts(rows, Trade::symbol),
        texts(rows, Trade.RoundTrip::side),
        quantity,
        price,
        numbers(rows, Trade.RoundTrip::pnl),
        entry,
        price,
        times(rows, Trade.RoundTrip::exitTime),
        numbers(rows, Trade.RoundTrip::exitPrice),
        numbers(rows, Trade.RoundTrip::pnlRatio),
        numbers(rows, Trade.RoundTrip::fee),
        texts(rows, Trade.RoundTrip::exitReason),
        none,
        none,
        none,
        Texts.missing(rows.size()),
        List.of());
  }

  private static Trades fills(List<Trade.Fill> rows) {
    int size = rows.size();
    Doubles none = Doubles.missing(size);
    return new Trades(
        Trades.Kind.FILL,
        size,
        times(rows, Trade.Fill::time),
        texts(rows, Trade::symbol),
        texts(rows, Trade.Fill::side),
        numbers(rows, Trade.Fill::quantity),
        numbers(rows, Trade.Fill::price),
        numbers(rows, Trade.Fill::pnl),
        Times.missing(size),
        none,
        Times.missing(size),
        none,
        none,
        numbers(rows, Trade.Fill::fee),
        Texts.missing(size),
        none,
        none,
        none,
        Texts.missing(size),
        List.of());
  }

  private static <T> Times times(List<T> rows, Function<T, Instant> time) {
    return Times.ofMicros(rows.stream().mapToLong(row -> micros(time.apply(row))).toArray());
  }

  /** Microseconds since the epoch. */
  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), TimeText.MICROS_A_SECOND),
        time.getNano() / 1_000);
  }

  private static <T> Doubles numbers(List<T> rows, ToDoubleFunction<T> number) {
    double[] values = rows.stream().mapToDouble(number).toArray();
    BitSet missing = new BitSet();
    for (int i = 0; i < values.length; i++) {
      missing.set(i, Double.isNaN(values[i]));
    }
    return Doubles.of(values, missing);
  }

  private static <T> Texts texts(List<T> rows, Function<T, @Nullable String> text) {
    @Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = text.apply(rows.get(i));
    }
    return Texts.of(values);
  }
}
