package tools.peak.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.peak.runner.bars.Bars;

class DemoDataTest {

  @Test
  void bitcoin_trades_become_five_minute_bars() {
    Bars bars = DemoData.btcUsd().bars();
    assertThat(bars.size()).isEqualTo(1_917);
    assertThat(bars.time(0)).isEqualTo(Instant.parse("2013-11-25T00:00:00Z"));
    assertThat(bars.open(0)).isEqualTo(800.01);
    assertThat(bars.close(bars.size() - 1)).isEqualTo(999);
    for (int i = 0; i < bars.size(); i++) {
      assertThat(bars.micros(i) % 300_000_000L).isZero();
      assertThat(bars.open(i)).isBetween(bars.low(i), bars.high(i));
      assertThat(bars.close(i)).isBetween(bars.low(i), bars.high(i));
    }
  }

  @Test
  void apples_year_has_252_days() {
    Bars bars = DemoData.aaplDaily().bars();
    assertThat(bars.size()).isEqualTo(252);
    assertThat(bars.startDate()).hasToString("2013-01-02");
    assertThat(bars.endDate()).hasToString("2013-12-31");
    assertThat(bars.close(0)).isCloseTo(549.03, within(1e-9));
  }

  @Test
  void ether_has_two_days_of_five_minutes() {
    Bars bars = DemoData.ethUsd().bars();
    assertThat(bars.size()).isEqualTo(580);
    assertThat(bars.time(0)).isEqualTo(Instant.parse("2023-03-13T18:00:00Z"));
    assertThat(bars.open(0)).isEqualTo(1673.58);
  }

  @Test
  void every_dataset_says_how_short_it_is() {
    assertThat(DemoPlan.of(1).datasets())
        .extracting(Dataset::limits)
        .allMatch(limits -> limits.matches("[\\d,]+ .+ bars: .+"));
  }
}
