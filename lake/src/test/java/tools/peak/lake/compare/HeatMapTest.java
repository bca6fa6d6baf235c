package tools.peak.lake.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.peak.lake.query.Result;

class HeatMapTest {
  /** A field of values with 5, 10, 15 … on both axes; NaN is a gap. */
  private static HeatMap map(double[]... values) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int x = values.length - 1; x >= 0; x--) {
      for (int y = 0; y < values[x].length; y++) {
        rows.add(Arrays.asList("" + 5 * (x + 1), "" + 5 * (y + 1), values[x][y], 2L));
      }
    }
    rows.add(Arrays.asList(null, "5", 99.0, 1L));
    return HeatMap.of(new Result("1", List.of(), rows, false, Optional.empty()));
  }

  @Test
  void axes_go_by_size_and_a_gap_is_no_cell() {
    HeatMap map = map(new double[] {1, Double.NaN}, new double[] {3, 4});
    assertThat(map.xs()).containsExactly("5", "10");
    assertThat(map.cells()).hasSize(3).first().isEqualTo(new HeatMap.Cell("5", "5", 1, 2));
    assertThat(map.best(Direction.HIGHER)).contains(new HeatMap.Cell("10", "10", 4, 2));
    assertThat(map.best(Direction.LOWER)).contains(new HeatMap.Cell("5", "5", 1, 2));
    assertThat(map.median()).isEqualTo(3);
  }

  @Test
  void a_lonely_peak_is_no_plateau() {
    HeatMap map =
        map(
            new double[] {9, 0, 1, 1},
            new double[] {0, 1, 2, 2},
            new double[] {1, 2, 3, 2},
            new double[] {1, 2, 2, 2});
    assertThat(map.best(Direction.HIGHER).orElseThrow().value()).isEqualTo(9);
    HeatMap.Plateau plateau = map.plateau(Direction.HIGHER, 1.5).orElseThrow();
    assertThat(plateau.cell()).isEqualTo(new HeatMap.Cell("15", "20", 2, 2));
    assertThat(plateau.worst()).isEqualTo(2);
    assertThat(plateau.mean()).isCloseTo(13 / 6.0, within(1e-12));
    assertThat(plateau.share()).isEqualTo(1);
  }

  @Test
  void of_what_one_would_rather_have_low_the_worst_is_the_highest() {
    HeatMap map = map(new double[] {1, 1, 9}, new double[] {1, 2, 9}, new double[] {1, 1, 9});
    HeatMap.Plateau plateau = map.plateau(Direction.LOWER, 1.5).orElseThrow();
    assertThat(plateau.cell().y()).isEqualTo("5");
    assertThat(plateau.worst()).isEqualTo(2);
    assertThat(plateau.share()).isEqualTo(0.8);
  }

  @Test
  void too_few_neighbours_are_no_plateau() {
    assertThat(map(new double[] {1, 2}, new double[] {3, 4}).plateau(Direction.HIGHER, 0))
        .isEmpty();
    assertThat(map().best(Direction.HIGHER)).isEmpty();
    assertThat(map().median()).isNaN();
  }
}
