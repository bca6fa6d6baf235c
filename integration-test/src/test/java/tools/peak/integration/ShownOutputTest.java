package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What README's test takes for the same, and what not. */
final class ShownOutputTest {
  private static final List<String> PRINTED =
      List.of(
          "run_id                                   sharpe",
          "───────────────────────────────────────  ──────",
          "macd_20261124_074918_4702c1d0_17         -1.25",
          "2 rows in 0.7 s (402/s) · lake version 5");

  @Test
  void numbers_ids_times_and_rules_may_differ() {
    assertThat(
            ShownOutput.missing(
                List.of(
                    "run_id                             sharpe",
                    "─────────────────────────────────  ──────",
                    "macd_20250101_000000_0123abcd_3    1,234.5",
                    "70 rows in 12 ms (3.1/s) · lake version 12"),
                PRINTED))
        .isEmpty();
    assertThat(
            ShownOutput.missing(
                List.of("at 2026-11-26T23:17:05.585813Z by ann@desk7, plan 2afb30bb"),
                List.of("at 2025-01-01T00:00:00Z by root@vm, plan 0123abcd")))
        .isEmpty();
  }

  @Test
  void words_may_not() {
    assertThat(ShownOutput.missing(List.of("run sharpe", "…"), PRINTED)).contains("run sharpe");
    assertThat(
            ShownOutput.missing(List.of("…", "2 runs in 0.7 s (402/s) · lake version 5"), PRINTED))
        .isPresent();
    assertThat(ShownOutput.missing(List.of("run_id sharpe", "…", "macd calmar"), PRINTED))
        .isPresent();
  }

  @Test
  void what_is_left_out_is_said() {
    assertThat(ShownOutput.missing(List.of("run_id sharpe", "…"), PRINTED)).isEmpty();
    assertThat(ShownOutput.missing(List.of("…", "2 rows in … · lake version 5"), PRINTED))
        .isEmpty();
    assertThat(ShownOutput.missing(List.of("run_id sharpe"), PRINTED))
        .hasValueSatisfying(line -> assertThat(line).startsWith("nothing more, but was printed: "));
    assertThat(ShownOutput.missing(List.of(), PRINTED)).as("nothing is shown").isEmpty();
  }
}
