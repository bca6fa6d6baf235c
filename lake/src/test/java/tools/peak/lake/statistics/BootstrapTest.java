package tools.peak.lake.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final double[] NORMAL = new Random(7).doubles(400).map(u -> u * 2 + 3).toArray();

  @Test
  void an_interval_is_the_same_for_the_same_seed() {
    assertThat(Bootstrap.ofMean(NORMAL, 5)).isEqualTo(Bootstrap.ofMean(NORMAL, 5));
    assertThat(Bootstrap.ofMean(NORMAL, 5)).isNotEqualTo(Bootstrap.ofMean(NORMAL, 6));
  }

  @Test
  void of_many_values_it_is_what_the_normal_approximation_gives() {
    double mean = Arrays.stream(NORMAL).average().orElseThrow();
    double variance =
        Arrays.stream(NORMAL).map(v -> (v - mean) * (v - mean)).sum() / (NORMAL.length - 1);
    double half = 1.96 * Math.sqrt(variance / NORMAL.length);
    Bootstrap interval = Bootstrap.ofMean(NORMAL, 1);
    assertThat(interval.low()).isCloseTo(mean - half, within(half / 10));
    assertThat(interval.high()).isCloseTo(mean + half, within(half / 10));
  }

  @Test
  void one_value_has_none() {
    assertThat(Bootstrap.ofMean(new double[] {1}, 1).low()).isNaN();
  }

  @Test
  void quantiles_interpolate() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(Quantiles.of(sorted, 0)).isEqualTo(1);
    assertThat(Quantiles.of(sorted, 0.5)).isEqualTo(3);
    assertThat(Quantiles.of(sorted, 0.9)).isCloseTo(6.8, within(1e-12)); // numpy.quantile
    assertThat(Quantiles.of(sorted, 1)).isEqualTo(8);
    assertThat(Quantiles.of(new double[0], 0.5)).isNaN();
  }
}
