package tools.peak.lake.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorrelationsTest {
  private static final long DAY = 86_400_000_000L;

  /** A walk of daily points; {@code share} of its steps are a walk's that all have in common. */
  private static Curve walk(String name, int size, double share, long seed) {
    SplittableRandom own = new SplittableRandom(seed);
    SplittableRandom all = new SplittableRandom(0);
    long[] micros = new long[size];
    double[] equity = new double[size];
    double value = 100;
    for (int i = 0; i < size; i++) {
      micros[i] = i * DAY;
      equity[i] = value;
      value *=
          1 + 0.02 * (share * (all.nextDouble() - 0.5) + (1 - share) * (own.nextDouble() - 0.5));
    }
    return new Curve(name, micros, equity);
  }

  @Test
  void returns_are_taken_between_the_instants_that_both_have() {
    Curve daily =
        new Curve(
            "a",
            new long[] {0, DAY, 2 * DAY, 3 * DAY, 4 * DAY},
            new double[] {100, 7, 110, 99, 132});
    Curve gaps =
        new Curve(
            "b",
            new long[] {0, 2 * DAY, 2 * DAY, 3 * DAY, 4 * DAY},
            new double[] {10, 5, 11, 9.9, 13.2});
    CommonReturns common = CommonReturns.of(daily, gaps);
    assertThat(common.times()).isEqualTo(4);
    assertThat(common.size()).isEqualTo(3);
    assertThat(common.correlation()).isCloseTo(1, within(1e-12));
    assertThat(common.firstGrowth()).isCloseTo(0.32, within(1e-12));
    assertThat(common.periodsPerYear()).isCloseTo(3 / (4 / 365.25), within(1e-9));
  }

  @Test
  void curves_of_the_same_instants_give_what_all_others_give() {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      curves.add(walk("r" + i, i < 4 ? 60 : 59, 0.1 * i, i));
    }
    curves.add(new Curve("flat", new long[] {0, DAY, 2 * DAY, 3 * DAY}, new double[] {1, 1, 1, 1}));
    curves.add(new Curve("ruin", new long[] {0, DAY, 2 * DAY, 3 * DAY}, new double[] {1, 0, 1, 2}));
    Correlations all = Correlations.of(curves);
    for (int i = 0; i < curves.size(); i++) {
      for (int j = 0; j < curves.size(); j++) {
        CommonReturns both = CommonReturns.of(curves.get(i), curves.get(j));
        assertThat(all.common(i, j)).isEqualTo(both.size());
        double told = both.correlation();
        assertThat((Double) all.of(i, j))
            .as("%s and %s", i, j)
            .isEqualTo((Double) (i == j && !Double.isNaN(told) ? 1 : told));
      }
    }
  }

  @Test
  void too_little_in_common_is_nan() {
    Curve a = walk("a", 50, 0, 1);
    assertThat(CommonReturns.of(a, new Curve("b", new long[0], new double[0])).correlation())
        .isNaN();
    long[] odd = {1, DAY + 1, 2 * DAY + 1};
    assertThat(CommonReturns.of(a, new Curve("b", odd, new double[] {1, 2, 3})).times()).isZero();
    long[] flat = {0, DAY, 2 * DAY, 3 * DAY};
    assertThat(CommonReturns.of(a, new Curve("b", flat, new double[] {1, 1, 1, 1})).correlation())
        .isNaN();
  }

  @Test
  void a_point_that_is_not_above_zero_ends_a_stretch_for_both() {
    Curve a = new Curve("a", new long[] {0, DAY, 2 * DAY, 3 * DAY}, new double[] {1, 0, 2, 3});
    Curve b = new Curve("b", new long[] {0, DAY, 2 * DAY, 3 * DAY}, new double[] {1, 2, 3, 4});
    assertThat(CommonReturns.of(a, b).size()).isEqualTo(2);
  }

  @Test
  void the_least_correlated_are_found_among_many() {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      curves.add(walk("alike" + i, 200, 0.9, i));
    }
    for (int i = 0; i < 5; i++) {
      curves.add(walk("own" + i, 200, 0, 1_000 + i));
    }
    Correlations all = Correlations.of(curves);
    Correlations.Subset five = all.leastCorrelated(5);
    assertThat(five.isLeast()).isFalse(); // 8 million choices
    assertThat(five.runs().stream().filter(run -> run.startsWith("alike")).count())
        .isLessThanOrEqualTo(1); // two of them would be alike
    Correlations.Subset two = all.leastCorrelated(2);
    assertThat(two.isLeast()).isTrue();
    assertThat(two.mean())
        .isEqualTo(
            all.pairs().stream().mapToDouble(Correlations.Pair::correlation).min().orElseThrow());
  }

  @Test
  void runs_without_correlations_are_never_chosen() {
    Correlations all =
        Correlations.of(
            List.of(
                walk("a", 50, 0, 1),
                new Curve("none", new long[0], new double[0]),
                walk("b", 50, 0, 2)));
    assertThat(all.leastCorrelated(2).runs()).containsExactly("a", "b");
    assertThat(all.leastCorrelated(3).runs()).isEmpty();
  }
}
