package tools.peak.lake.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.peak.lake.curve.Curve;

class TradeStatsTest {
  private static final long DAY = 86_400_000_000L;
  private static final Curve TEN_DAYS =
      new Curve("x", new long[] {0, 10 * DAY}, new double[] {1, 2});

  private static RoundTrip trip(@Nullable Integer from, @Nullable Integer to, double pnl) {
    return new RoundTrip("x", 0, "", "long", day(from), day(to), pnl, pnl / 100, 1, "");
  }

  private static @Nullable Instant day(@Nullable Integer day) {
    return day == null ? null : Instant.EPOCH.plus(Duration.ofDays(day));
  }

  @Test
  void time_in_the_market_is_counted_once() {
    assertThat(
            TradeStats.exposure(
                List.of(trip(1, 4, 1), trip(2, 3, 1), trip(3, 5, 1), trip(8, 9, 1)), TEN_DAYS))
        .isEqualTo(0.5);
    assertThat(TradeStats.exposure(List.of(trip(-5, 2, 1), trip(9, 99, 1)), TEN_DAYS))
        .isEqualTo(0.3);
    assertThat(TradeStats.exposure(List.of(trip(6, null, 1), trip(null, 3, 1)), TEN_DAYS))
        .isEqualTo(0.4);
    assertThat(TradeStats.exposure(List.of(), TEN_DAYS)).isZero();
  }

  @Test
  void a_curve_without_time_has_no_exposure() {
    assertThat(TradeStats.exposure(List.of(), new Curve("x", new long[] {0}, new double[] {1})))
        .isNaN();
  }

  @Test
  void without_losses_ratios_to_them_are_infinite_and_without_trades_nan() {
    TradeStats won = TradeStats.of(List.of(trip(0, 1, 5), trip(1, 2, 10)));
    assertThat(won.profitFactor()).isInfinite();
    assertThat(won.payoff()).isInfinite();
    assertThat(won.winStreak()).isEqualTo(2);
    assertThat(won.fees()).isEqualTo(2);
    assertThat(won.meanHours()).isEqualTo(24);
    TradeStats none = TradeStats.of(List.of());
    assertThat(none.winRate()).isNaN();
    assertThat(none.mean()).isNaN();
    assertThat(none.profitFactor()).isNaN();
  }

  @Test
  void profits_that_are_no_numbers_are_left_aside_and_counted() {
    TradeStats stats = TradeStats.of(List.of(trip(0, 1, Double.NaN), trip(1, 2, -4)));
    assertThat(stats.trades()).isEqualTo(1);
    assertThat(stats.leftOut()).isEqualTo(1);
    assertThat(stats.total()).isEqualTo(-4);
  }

  @Test
  void a_draw_ends_a_streak() {
    TradeStats stats =
        TradeStats.of(
            List.of(trip(2, 3, 0), trip(0, 1, 1), trip(1, 2, 1), trip(3, 4, 1), trip(4, 5, -1)));
    assertThat(stats.winStreak()).isEqualTo(2);
    assertThat(stats.winRate()).isEqualTo(0.75);
  }
}
