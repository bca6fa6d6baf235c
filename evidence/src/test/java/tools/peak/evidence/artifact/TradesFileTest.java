package tools.peak.evidence.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Notice;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Trades;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

class TradesFileTest {
  private static final String T1 = "2026-01-01T10:00:00Z";
  private static final String T2 = "2026-01-01T11:00:00Z";
  private static final String WALL1 = "2026-11-23T04:22:40.163255Z";
  private static final String WALL2 = "2026-11-23T04:22:40.163407Z";

  @Test
  void a_pipeline_file_is_round_trips_with_side_and_fee() throws Refusal {
    Trades trades =
        trades(
            EquityCurve.EMPTY,
            times("entry_time", WALL1),
            numbers("entry_price", 100),
            times("exit_time", WALL2),
            numbers("exit_price", 110),
            numbers("size", 2),
            texts("side", "short"),
            numbers("pnl", -20),
            numbers("pnl_pct", -12.5),
            numbers("fee", 0.5),
            texts("exit_reason", "signal"),
            numbers("gross_pnl", -19),
            numbers("entry_cost", 0.2),
            numbers("exit_cost", 0.3));

    assertThat(trades.kind()).isEqualTo(Trades.Kind.ROUND_TRIP);
    assertThat(trades.timestamp().get(0)).isEqualTo(micros(WALL1));
    assertThat(trades.entryTime().get(0)).isEqualTo(micros(WALL1));
    assertThat(trades.exitTime().get(0)).isEqualTo(micros(WALL2));
    assertThat(trades.quantity().get(0)).isEqualTo(2);
    assertThat(trades.price().get(0)).isEqualTo(100);
    assertThat(trades.entryPrice().get(0)).isEqualTo(100);
    assertThat(trades.exitPrice().get(0)).isEqualTo(110);
    assertThat(trades.side().get(0)).isEqualTo("short");
    assertThat(trades.pnl().get(0)).isEqualTo(-20);
    assertThat(trades.pnlRatio().get(0)).isEqualTo(-0.125);
    assertThat(trades.fee().get(0)).isEqualTo(0.5);
    assertThat(trades.exitReason().get(0)).isEqualTo("signal");
    assertThat(trades.grossPnl().get(0)).isEqualTo(-19);
    assertThat(trades.entryCost().get(0)).isEqualTo(0.2);
    assertThat(trades.exitCost().get(0)).isEqualTo(0.3);
    assertThat(trades.symbol().get(0)).isNull();
    assertThat(trades.others()).isEmpty();
  }

  @Test
  void a_legacy_file_is_long_only_with_fee_total_and_bar_times() throws Refusal {
    Trades trades =
        trades(
            EquityCurve.EMPTY,
            times("entry_time", T1),
            times("exit_time", T2),
            numbers("stop_price", 95),
            numbers("fee_total", 1.5),
            numbers("slippage_total", 0.5));

    assertThat(trades.side().get(0)).isEqualTo("long");
    assertThat(trades.fee().get(0)).isEqualTo(1.5);
    assertThat(trades.timeBasis().get(0)).isEqualTo("bar");
    assertThat(trades.others())
        .extracting(ParquetColumn::name)
        .containsExactly("stop_price", "slippage_total");
    assertThat(trades.others().get(0).text(0)).isEqualTo("95.0");
  }

  @Test
  void a_portfolio_file_has_no_side() throws Refusal {
    Trades trades = trades(EquityCurve.EMPTY, times("entry_time", T1), numbers("pnl", 1));

    assertThat(trades.side().get(0)).isNull();
    assertThat(trades.fee().isMissing(0)).isTrue();
    assertThat(trades.timeBasis().get(0)).isEqualTo("bar");
  }

  @Test
  void a_file_of_the_documented_example_is_fills() throws Refusal {
    Trades trades =
        trades(
            EquityCurve.EMPTY,
            times("timestamp", T1),
            texts("symbol", "BTC/EUR"),
            texts("side", "buy"),
            numbers("quantity", 3),
            numbers("price", 7),
            texts("order_id", "o-1"));

    assertThat(trades.kind()).isEqualTo(Trades.Kind.FILL);
    assertThat(trades.timestamp().get(0)).isEqualTo(micros(T1));
    assertThat(trades.symbol().get(0)).isEqualTo("BTC/EUR");
    assertThat(trades.side().get(0)).isEqualTo("buy");
    assertThat(trades.quantity().get(0)).isEqualTo(3);
    assertThat(trades.price().get(0)).isEqualTo(7);
    assertThat(trades.entryTime().get(0)).isEqualTo(Times.MISSING);
    assertThat(trades.others()).extracting(ParquetColumn::name).containsExactly("order_id");
  }

  @Test
  void a_pipeline_s_times_are_bars_where_the_curve_has_that_second() throws Refusal {
    EquityCurve curve = curve(T2, T1, T1);

    assertThat(basis(curve, WALL1, WALL2, "signal")).isEqualTo("wall");
    assertThat(basis(curve, WALL1, "2026-01-01T11:00:00.561112Z", "end_of_data"))
        .isEqualTo("mixed");
    assertThat(basis(curve, T1, "2026-01-01T11:00:00.999999Z", "signal")).isEqualTo("bar");
    assertThat(basis(curve, T1, "2026-01-01T11:00:01Z", "signal")).isEqualTo("mixed");
    assertThat(basis(curve, T1, null, "signal")).isEqualTo("bar");
    assertThat(basis(curve, null, WALL1, "signal")).isEqualTo("wall");
    assertThat(basis(curve, null, null, "signal")).isNull();
  }

  @Test
  void without_a_curve_only_the_end_of_the_data_is_a_bar() throws Refusal {
    assertThat(basis(EquityCurve.EMPTY, WALL1, WALL2, "signal")).isEqualTo("wall");
    assertThat(basis(EquityCurve.EMPTY, WALL1, T1, "end_of_data")).isEqualTo("mixed");
  }

  @Test
  void columns_may_be_of_other_types_than_usual() throws Refusal {
    Trades trades =
        trades(
            EquityCurve.EMPTY,
            texts("entry_time", "2026-01-01 10:00:00+00:00"),
            new AllMissing("exit_time", 1),
            Integers.of("entry_price", new long[] {5}, new BitSet()),
            texts("pnl", " 1.5 "),
            texts("pnl_pct", (String) null),
            Booleans.of("size", 1, bits(0), new BitSet()),
            new AllMissing("fee", 1),
            Integers.of("side", new long[] {1}, new BitSet()),
            Integers.of("weird", new long[] {7}, new BitSet()));

    assertThat(trades.entryTime().get(0)).isEqualTo(micros(T1));
    assertThat(trades.exitTime().get(0)).isEqualTo(Times.MISSING);
    assertThat(trades.entryPrice().get(0)).isEqualTo(5);
    assertThat(trades.pnl().get(0)).isEqualTo(1.5);
    assertThat(trades.pnlRatio().isMissing(0)).isTrue();
    assertThat(trades.quantity().get(0)).isEqualTo(1);
    assertThat(trades.fee().isMissing(0)).isTrue();
    assertThat(trades.side().get(0)).isEqualTo("1");
    assertThat(trades.others().get(0).text(0)).isEqualTo("7");
  }

  @Test
  void ordinals_in_the_place_of_times_are_kept_among_the_others() throws Refusal {
    Trades trades =
        trades(EquityCurve.EMPTY, Integers.of("entry_time", new long[] {17}, new BitSet()));

    assertThat(trades.entryTime().get(0)).isEqualTo(Times.MISSING);
    assertThat(trades.others())
        .singleElement()
        .satisfies(
            other -> {
              assertThat(other.name()).isEqualTo("entry_time");
              assertThat(other.text(0)).isEqualTo("17");
            });
  }

  @Test
  void times_that_are_no_instants_are_read_too_and_what_cannot_be_is_kept_as_text() throws Refusal {
    Notices notices = new Notices();
    long second = 1_704_067_200;
    Trades trades =
        TradesFile.of(
            new ParquetTable(
                2,
                List.of(
                    Integers.of(
                        "Entry_Time", new long[] {second * 1_000, Long.MIN_VALUE}, new BitSet()),
                    texts("exit_time", "2024-01-01 00:00:00 UTC", "soon"))),
            EquityCurve.EMPTY,
            notices);

    assertThat(trades.entryTime())
        .isEqualTo(Times.ofMicros(new long[] {second * 1_000_000, Times.MISSING}));
    assertThat(trades.exitTime())
        .isEqualTo(Times.ofMicros(new long[] {second * 1_000_000, Times.MISSING}));
    assertThat(trades.others()).extracting(ParquetColumn::name).containsExactly("exit_time");
    assertThat(notices.list())
        .containsExactly(
            new Notice(
                "trades.parquet",
                NoticeCode.EPOCH_TIME,
                "Entry_Time: 1 row taken as milliseconds since 1970, the first in row 1:"
                    + " 1704067200000 is 2024-01-01T00:00:00Z"),
            new Notice(
                "trades.parquet",
                NoticeCode.UNREADABLE_TIME,
                "exit_time: 1 row without a time, the first in row 2: 'soon' is no time; write"
                    + " 2024-01-31T09:30:00Z"));
  }

  @Test
  void what_is_no_number_is_named_by_column_and_row() {
    assertThatThrownBy(
            () -> trades(EquityCurve.EMPTY, texts("entry_time", T1), texts("pnl", "much")))
        .hasMessage("trades.parquet: column 'pnl', row 1: 'much' is no number");
    assertThatThrownBy(() -> trades(EquityCurve.EMPTY, texts("entry_time", T1), times("pnl", T1)))
        .hasMessage("trades.parquet: column 'pnl' holds times, not numbers");
  }

  @Test
  void a_table_of_something_else_is_refused() {
    assertThatThrownBy(() -> trades(EquityCurve.EMPTY, numbers("close", 1)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds no trades");
  }

  @Test
  void an_empty_table_is_no_trades() throws Refusal {
    assertThat(
            TradesFile.of(new ParquetTable(0, List.of()), EquityCurve.EMPTY, new Notices()).size())
        .isZero();
    assertThat(trades(EquityCurve.EMPTY, new AllMissing("entry_time", 0)).size()).isZero();
  }

  private static @Nullable String basis(
      EquityCurve curve, @Nullable String entry, @Nullable String exit, String reason)
      throws Refusal {
    return trades(
            curve,
            times("entry_time", entry),
            times("exit_time", exit),
            texts("side", "long"),
            texts("exit_reason", reason),
            numbers("fee", 0))
        .timeBasis()
        .get(0);
  }

  private static Trades trades(EquityCurve curve, ParquetColumn... columns) throws Refusal {
    return TradesFile.of(
        new ParquetTable(columns[0].size(), List.of(columns)), curve, new Notices());
  }

  private static ParquetColumn times(String name, @Nullable String... times) {
    return new Instants(name, instants(times));
  }

  private static Times instants(@Nullable String... times) {
    List<Long> micros = new ArrayList<>();
    for (String time : times) {
      micros.add(time == null ? Times.MISSING : micros(time));
    }
    return Times.ofMicros(micros.stream().mapToLong(Long::longValue).toArray());
  }

  private static EquityCurve curve(String... times) {
    return new EquityCurve(instants(times), Doubles.of(new double[times.length], new BitSet()));
  }

  private static ParquetColumn numbers(String name, double... values) {
    return new Numbers(name, Doubles.of(values, new BitSet()));
  }

  private static ParquetColumn texts(String name, @Nullable String... values) {
    return new Strings(name, Texts.of(values));
  }

  private static BitSet bits(int bit) {
    BitSet bits = new BitSet();
    bits.set(bit);
    return bits;
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }
}
