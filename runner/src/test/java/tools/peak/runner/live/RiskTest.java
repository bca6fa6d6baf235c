package tools.peak.runner.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.runner.TestBars;
import tools.peak.runner.live.SessionResult.Ending;
import tools.peak.runner.live.trade.LimitsFile;
import tools.peak.runner.live.trade.RiskLimits;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.runner.strategy.Strategy;
import tools.peak.runner.strategy.Strategy.BuyAndHold;
import tools.peak.runner.strategy.Strategy.MaCrossover;

class RiskTest {
  @TempDir Path results;

  private SessionResult run(Strategy strategy, String broker, RiskLimits limits, String csv)
      throws IOException {
    return LiveSessions.run(
        LiveSessions.request(results, strategy, CostModel.FREE, broker, limits),
        LiveSessions.feed(csv));
  }

  private static String falling() {
    return LiveSessions.minutes(DoubleStream.iterate(100, price -> price - 1).limit(50).toArray());
  }

  private static RiskLimits limits(
      @Nullable Double position,
      @Nullable Double order,
      @Nullable Double loss,
      @Nullable Double drawdown) {
    return new RiskLimits(position, order, loss, drawdown, null, null);
  }

  @Test
  void a_limit_that_is_broken_ends_the_session_flat() throws IOException {
    for (RiskLimits limits :
        List.of(limits(null, null, 500.0, null), limits(null, null, null, 0.05))) {
      SessionResult result = run(new BuyAndHold(), "", limits, falling());
      assertThat(result.ending()).isEqualTo(Ending.KILLED);
      assertThat(result.detail()).startsWith("breach of ");
      assertThat(result.state().position()).isZero();
      // Down from 100 by 1 a bar: the sixth bar is the first beyond 5 %.
      assertThat(result.state().equity()).isEqualTo(9_400);
    }
  }

  @Test
  void an_order_that_would_go_beyond_a_limit_is_refused_and_the_session_goes_on()
      throws IOException {
    for (RiskLimits limits :
        List.of(limits(null, 9_999.0, null, null), limits(9_999.0, null, null, null))) {
      SessionResult result = run(new BuyAndHold(), "", limits, falling());
      assertThat(result.ending()).isEqualTo(Ending.END_OF_FEED);
      assertThat(result.state().counts())
          .containsEntry("orders_refused", 50L)
          .doesNotContainKey("orders_sent");
    }
    SessionResult staked =
        LiveSessions.run(
            LiveSessions.request(
                results,
                new BuyAndHold(),
                CostModel.FREE,
                "",
                limits(5_000.0, 1_000.0, null, null),
                1_000.0),
            LiveSessions.feed(falling()));
    assertThat(staked.state().counts()).containsEntry("orders_filled", 1L);
  }

  @Test
  void orders_of_a_minute_are_counted_in_the_bars_time() throws IOException {
    String csv = LiveSessions.csv(TestBars.walk(400, 5));
    RiskLimits one = new RiskLimits(null, null, null, null, 1, null);
    // Bars a day apart: no two orders in a minute.
    assertThat(run(new MaCrossover(1, 2), "", one, csv).state().counts())
        .doesNotContainKey("orders_refused");
    StringBuilder seconds = new StringBuilder(LiveSessions.HEADER);
    for (int i = 0; i < 60; i++) {
      double price = i % 4 < 2 ? 100 : 110;
      seconds.append(
          String.format(
              java.util.Locale.ROOT,
              "2025-01-01T00:00:%02dZ,%s,%s,%s,%s,1\n",
              i,
              price,
              price,
              price,
              price));
    }
    assertThat(run(new MaCrossover(1, 2), "", one, seconds.toString()).state().counts())
        .containsKey("orders_refused");
  }

  @Test
  void a_broker_that_rejects_and_fills_in_parts_loses_no_unit_and_repeats_by_its_seed()
      throws IOException {
    String csv = LiveSessions.csv(TestBars.walk(2_000, 11));
    String broker = "latency=50ms,partial=0.3,reject=0.2,seed=4";
    SessionResult first = run(new MaCrossover(2, 5), broker, RiskLimits.NONE, csv);
    assertThat(first.state().counts()).containsKeys("orders_rejected", "partial_fills");
    assertThat(first.state().position()).isNotNegative();
    assertThat(first.state().cash()).isNotNegative();
    assertThat(first.state().equity())
        .isEqualTo(first.state().cash() + first.state().position() * first.state().price());
    SessionResult again = run(new MaCrossover(2, 5), broker, RiskLimits.NONE, csv);
    assertThat(again.state().counts()).isEqualTo(first.state().counts());
    assertThat(again.state().equity()).isEqualTo(first.state().equity());
    long sent = first.state().counts().getOrDefault("orders_sent", 0L);
    long ended =
        List.of("orders_filled", "orders_rejected", "orders_cancelled").stream()
            .mapToLong(name -> first.state().counts().getOrDefault(name, 0L))
            .sum();
    assertThat(sent - ended).as("orders that still work").isBetween(0L, 1L);
  }

  @Test
  void limits_come_from_a_file_and_what_is_none_is_named() throws IOException {
    Path file = results.resolve("risk.toml");
    Files.writeString(file, "[risk]\ndrawdown = 0.1\ndata_age_seconds = 2.5\nposition = 5000\n");
    assertThat(LimitsFile.read(file))
        .isEqualTo(new RiskLimits(5_000.0, null, null, 0.1, null, Duration.ofMillis(2_500)));
    for (String wrong : List.of("drawdwon = 1", "drawdown = 'x'", "drawdown = 2", "= 3")) {
      Files.writeString(file, wrong);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> LimitsFile.read(file))
          .isInstanceOf(ParameterException.class);
    }
  }
}
