package tools.peak.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static List<String> shown(String name, @Nullable Object... values) {
    List<@Nullable Object> column = Arrays.asList(values);
    Figures figures = Figures.of(name, column, true);
    return column.stream().map(figures::text).toList();
  }

  @Test
  void decimals_are_those_that_the_values_have_as_long_as_they_tell_something() {
    assertThat(shown("sharpe", 1.5, 2.0)).containsExactly("1.5", "2.0");
    assertThat(shown("sharpe", 1.0, 2.0)).containsExactly("1", "2");
    assertThat(shown("sharpe", 7.575912, 0.719123, -51.5))
        .containsExactly("7.58", "0.72", "-51.50");
    assertThat(shown("sharpe", 0.24465872, 0.35)).containsExactly("0.245", "0.350");
    assertThat(shown("price", 0.00123456, 0.0022)).containsExactly("0.00123", "0.00220");
    assertThat(shown("pnl", 530688.6412, -12.5)).containsExactly("530,688.64", "-12.50");
    assertThat(shown("volume", 8133903.4778)).containsExactly("8,133,903");
  }

  @Test
  void what_is_not_zero_is_not_shown_as_zero() {
    assertThat(shown("sharpe", 1.25, 2.5, 3.5, 0.00012345, -1e-9, -0.0))
        .containsExactly("1.25", "2.50", "3.50", "0.00012", "-1.0e-9", "0.00");
  }

  @Test
  void returns_and_drawdowns_are_in_per_cent_and_so_are_their_statistics() {
    assertThat(shown("total_return", 0.25, -0.013)).containsExactly("25.0%", "-1.3%");
    assertThat(shown("max_drawdown", -0.10021)).containsExactly("-10.02%");
    assertThat(shown("curve.cagr", 0.0513)).containsExactly("5.13%");
    assertThat(shown("total_return_p50", 0.5)).containsExactly("50%");
    assertThat(shown("cagr", 8133903.4778, 0.25)).containsExactly("8.13e8%", "25%");
    assertThat(shown("total_return", Double.NaN, Double.NEGATIVE_INFINITY, null))
        .containsExactly("NaN", "-Infinity", "");
  }

  @Test
  void what_says_per_cent_itself_is_a_number() {
    assertThat(shown("return_pct", 25.5)).containsExactly("25.5");
    assertThat(shown("win_rate", 0.487, 1.0)).containsExactly("48.7%", "100.0%");
    assertThat(shown("win_rate", 48.7, 0.0)).containsExactly("48.7", "0.0");
  }

  @Test
  void thousands_are_separated_but_names_and_settings_are_as_they_were_written() {
    assertThat(shown("total_trades", 1234567L, 12L)).containsExactly("1,234,567", "12");
    assertThat(shown("params.year", 2024L)).containsExactly("2024");
    assertThat(shown("params.threshold", 0.05, 10000.0)).containsExactly("0.05", "10000.00");
    assertThat(shown("year", 2024L)).containsExactly("2024");
    assertThat(shown("order_id", 9007199254740993L)).containsExactly("9007199254740993");
    assertThat(shown("periods_per_year", 105192.0)).containsExactly("105,192");
  }

  @Test
  void integers_and_decimals_keep_every_digit_before_the_point() {
    assertThat(shown("n", new BigInteger("170141183460469231731687303715884105727")))
        .containsExactly("170,141,183,460,469,231,731,687,303,715,884,105,727");
    assertThat(shown("d", new BigDecimal("1.10"), new BigDecimal("2")))
        .containsExactly("1.1", "2.0");
    assertThat(shown("d", 1.5e308, 1e300)).containsExactly("1.50e308", "1.00e300");
  }

  @Test
  void sizes_and_spans_have_units() {
    assertThat(shown("bytes", 778L, 72_200L)).containsExactly("778 bytes", "72.2 KB");
    assertThat(shown("duration_ns", 40_600_000L)).containsExactly("40.6 ms");
    assertThat(shown("run_seconds", 123.4)).containsExactly("2 min 3 s");
    assertThat(shown("latency_ms", 0.5)).containsExactly("500 µs");
  }

  @Test
  void instants_are_no_finer_than_their_column() {
    assertThat(shown("at", Instant.parse("2024-10-05T00:00:00Z"), "x"))
        .containsExactly("2024-10-05 00:00Z", "x");
    assertThat(
            shown(
                "at",
                Instant.parse("2024-10-05T01:02:00Z"),
                Instant.parse("2024-10-05T01:02:03.5Z")))
        .containsExactly("2024-10-05 01:02:00.000Z", "2024-10-05 01:02:03.500Z");
  }

  @Test
  void the_machine_s_language_changes_nothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(shown("pnl", 1234.5)).containsExactly("1,234.5");
      assertThat(shown("cagr", 1e9)).containsExactly("1.00e11%");
      assertThat(shown("at", Instant.parse("2024-10-05T00:00:00Z")))
          .containsExactly("2024-10-05 00:00Z");
    } finally {
      Locale.setDefault(before);
    }
  }
}
