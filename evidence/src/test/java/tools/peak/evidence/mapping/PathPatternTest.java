package tools.peak.evidence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PathPatternTest {
  private static @Nullable Map<String, String> match(String pattern, String path) {
    return PathPattern.of(pattern).match(List.of(path.split("/", -1)));
  }

  @Test
  void names_in_braces_are_kept() {
    assertThat(match("{study}/run_{n}/summary.json", "alpha/run_7/summary.json"))
        .isEqualTo(Map.of("study", "alpha", "n", "7"));
    assertThat(match("{a_b}_{symbol}.csv", "ma_cross_BTC.csv"))
        .isEqualTo(Map.of("a_b", "ma_cross", "symbol", "BTC"));
  }

  @Test
  void a_star_stays_within_a_name_and_two_go_through_folders() {
    assertThat(match("*.csv", "a/b.csv")).isNull();
    assertThat(match("*/*.csv", "a/b.csv")).isEmpty();
    assertThat(match("**/*.csv", "b.csv")).isEmpty();
    assertThat(match("**/*.csv", "a/b/c.csv")).isEmpty();
    assertThat(match("a/**/{n}.csv", "a/b/c/d.csv")).isEqualTo(Map.of("n", "d"));
  }

  @Test
  void signs_of_regular_expressions_are_plain() {
    assertThat(match("a.b(c)[d]+$.csv", "a.b(c)[d]+$.csv")).isEmpty();
    assertThat(match("a.b.csv", "axb.csv")).isNull();
  }

  @Test
  void folders_that_lead_nowhere_are_not_walked() {
    PathPattern pattern = PathPattern.of("results/*/x.json");
    assertThat(pattern.leadsInto(List.of("results"))).isTrue();
    assertThat(pattern.leadsInto(List.of("results", "a"))).isTrue();
    assertThat(pattern.leadsInto(List.of("results", "a", "b"))).isFalse();
    assertThat(pattern.leadsInto(List.of("other"))).isFalse();
    assertThat(PathPattern.of("**/x.json").leadsInto(List.of("a", "b", "c"))).isTrue();
  }
}
