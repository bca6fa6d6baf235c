package tools.peak.lake.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RebasedTest {
  private static final long DAY = 86_400_000_000L;

  private static Curve days(String name, int from, double... equity) {
    return new Curve(
        name, IntStream.range(0, equity.length).mapToLong(i -> (from + i) * DAY).toArray(), equity);
  }

  @Test
  void curves_are_one_where_they_begin_together() {
    Rebased rebased =
        Rebased.of(List.of(days("a", 0, 50, 100, 200), days("b", 1, 10, 5), days("none", 0)));
    assertThat(rebased.at()).isEqualTo(Instant.parse("1970-01-02T00:00:00Z"));
    assertThat(rebased.curves().get(0).equity(0)).isEqualTo(0.5);
    assertThat(rebased.curves().get(0).equity(2)).isEqualTo(2);
    assertThat(rebased.curves().get(1).equity(0)).isEqualTo(1);
    assertThat(rebased.leftOut()).containsExactly("none");
  }

  @Test
  void curves_that_never_meet_are_one_at_their_own_beginning() {
    Rebased rebased =
        Rebased.of(List.of(days("a", 0, 50, 100), days("b", 10, 10, 5), days("c", 0, 0, 1)));
    assertThat(rebased.at()).isNull();
    assertThat(rebased.curves()).allMatch(curve -> curve.equity(0) == 1);
    assertThat(rebased.leftOut()).containsExactly("c");
  }

  @Test
  void bands_are_of_the_curves_that_there_are_at_a_time() {
    QuantileBands bands =
        QuantileBands.of(
            List.of(days("a", 0, 1, 2, 3), days("b", 0, 3, 4, 5), days("c", 1, 10, 20)),
            3,
            List.of(0.0, 0.5, 1.0));
    assertThat(bands.least()).isEqualTo(2);
    assertThat(bands.most()).isEqualTo(3);
    assertThat(bands.quantiles().get(1).equity(0)).isEqualTo(2);
    assertThat(bands.quantiles().get(1).equity(1)).isEqualTo(4);
    assertThat(bands.quantiles().get(2).equity(2)).isEqualTo(20);
  }

  @Test
  void under_water_is_below_the_highest_before() {
    Curve fall = days("a", 0, 100, 80, 120, 90).underwater();
    assertThat(fall.equity(0)).isZero();
    assertThat(fall.equity(1)).isEqualTo(80 / 100.0 - 1);
    assertThat(fall.equity(2)).isZero();
    assertThat(fall.equity(3)).isEqualTo(90 / 120.0 - 1);
    assertThat(days("b", 0, -1, 0, 5).underwater().size()).isEqualTo(1);
  }
}
