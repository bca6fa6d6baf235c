package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static tools.peak.evidence.folder.Folders.folder;
import static tools.peak.evidence.folder.Folders.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;

/** What a run's curve says, beside what its tool says. */
class CurveMetricsTest {
  /** A year, 100 → 110 → 99 → 118.8: returns 0.1, −0.1, 0.2. */
  private static final String YEAR =
      """
      timestamp,equity
      2023-01-01T00:00:00,100
      2023-05-01T00:00:00,110
      2023-09-01T00:00:00,99
      2024-01-01T06:00:00,118.8
      """;

  private static final double EXACT = 1e-12;

  @TempDir Path root;

  private Reading.Loaded loaded(String stats, String curve) throws IOException {
    return (Reading.Loaded)
        read(
            folder(
                root.resolve("run"),
                "config_snapshot.json",
                Folders.META,
                "stats.json",
                stats,
                "equity.csv",
                curve));
  }

  private Map<String, Double> measured(String curve) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    loaded("{}", curve).run().curveStats().forEach(stat -> values.put(stat.metric(), stat.value()));
    return values;
  }

  private List<Notice> notices(String stats) throws IOException {
    return loaded(stats, YEAR).notices();
  }

  @Test
  void a_year_is_measured_as_one_computes_it_by_hand() throws IOException {
    Map<String, Double> values = measured(YEAR);

    double mean = 0.2 / 3;
    double deviation =
        Math.sqrt(
            (Math.pow(0.1 - mean, 2) + Math.pow(-0.1 - mean, 2) + Math.pow(0.2 - mean, 2)) / 2);
    assertThat(values)
        .containsOnlyKeys(
            "curve.total_return",
            "curve.cagr",
            "curve.volatility",
            "curve.sharpe",
            "curve.sortino",
            "curve.max_drawdown");
    assertThat(values.get("curve.total_return")).isCloseTo(0.188, within(EXACT));
    assertThat(values.get("curve.cagr")).isCloseTo(0.188, within(EXACT));
    assertThat(values.get("curve.max_drawdown")).isCloseTo(-0.1, within(EXACT));
    assertThat(values.get("curve.volatility")).isCloseTo(deviation * Math.sqrt(3), within(EXACT));
    assertThat(values.get("curve.sharpe"))
        .isCloseTo(mean / deviation * Math.sqrt(3), within(EXACT));
    assertThat(values.get("curve.sortino"))
        .isCloseTo(mean / Math.sqrt(0.01 / 3) * Math.sqrt(3), within(EXACT));
  }

  @Test
  void points_are_taken_by_time_and_what_has_neither_time_nor_value_is_left_out()
      throws IOException {
    String mixed =
        """
        timestamp,equity
        2023-09-01T00:00:00,99
        2023-01-01T00:00:00,100
        2023-03-01T00:00:00,
        ,1000
        2023-05-01T00:00:00,110
        2023-06-01T00:00:00,NaN
        2024-01-01T06:00:00,118.8
        """;
    assertThat(measured(mixed)).isEqualTo(measured(YEAR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp,equity\n",
        "timestamp,equity\n2023-01-01,100\n",
        "timestamp,equity\n2023-01-01,100\n2023-01-01,101\n",
        "timestamp,equity\n2023-01-01,100\n2023-01-02,\n",
        "timestamp,equity\n2023-01-01,0\n2023-01-02,10\n",
        "timestamp,equity\n2023-01-01,-5\n2023-01-02,10\n",
      })
  void a_curve_that_tells_no_return_has_none_of_them(String curve) throws IOException {
    assertThat(measured(curve)).isEmpty();
  }

  @Test
  void a_curve_of_profits_says_why_it_is_not_measured() throws IOException {
    assertThat(loaded("{}", "timestamp,equity\n2023-01-01,0\n2023-01-02,10\n").notices())
        .extracting(Notice::file, Notice::code, Notice::detail)
        .containsExactly(
            tuple(
                "equity.csv",
                "no_curve_metrics",
                "begins at 0: there is no return on that, so the run has no curve.sharpe and the"
                    + " like; write what the account is worth, not its profit"));
    assertThat(loaded("{}", "timestamp,equity\n2023-01-01,0\n").notices()).isEmpty();
  }

  @Test
  void an_account_that_was_lost_has_its_return_and_drawdown_and_no_ratio() throws IOException {
    Map<String, Double> values =
        measured("timestamp,equity\n2023-01-01,100\n2023-06-01,0\n2024-01-01,0\n");

    assertThat(values).contains(entry("curve.total_return", -1.0));
    assertThat(values).contains(entry("curve.max_drawdown", -1.0), entry("curve.cagr", -1.0));
    assertThat(values.get("curve.sharpe")).isNaN();
    assertThat(values.get("curve.sortino")).isNaN();
    assertThat(values.get("curve.volatility")).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{'total_return': 0.188} | -",
        "{'total_return': 0.1973} | -", // 4.9 % more
        "{'total_return': 0.1787} | -",
        "{'total_return': 0.1976} | total_return: the file says 0.1976, its curve 0.188"
            + " (curve.total_return)", // 5.1 %
        "{'total_return': 0.1784} | total_return: the file says 0.1784, its curve 0.188"
            + " (curve.total_return)",
        "{'total_return': '0.1784'} | total_return: the file says 0.1784, its curve 0.188"
            + " (curve.total_return)",
        "{'total_return': 18.8} | total_return: the file says 18.8, its curve 0.188"
            + " (curve.total_return); it looks like percent, write a fraction",
        "{'max_drawdown': 0.1} | max_drawdown: the file says 0.1, its curve -0.1"
            + " (curve.max_drawdown); write drawdowns at or below 0",
        "{'max_drawdown': 10} | max_drawdown: the file says 10, its curve -0.1"
            + " (curve.max_drawdown); it looks like percent, write a fraction at or below 0",
        "{'max_drawdown': -10.0} | max_drawdown: the file says -10, its curve -0.1"
            + " (curve.max_drawdown); it looks like percent, write a fraction",
        "{'sharpe': NaN, 'sortino': null, 'cagr': 'n/a', 'Sharpe': 9} | -",
        "{'sharpe': Infinity} | sharpe: the file says Infinity, its curve 0.755929 (curve.sharpe)",
      })
  void a_metric_of_the_file_that_is_more_than_five_percent_off_is_said(String stats, String detail)
      throws IOException {
    List<Notice> notices = notices(stats.replace('\'', '"'));
    if (detail == null) {
      assertThat(notices).isEmpty();
    } else {
      assertThat(notices)
          .extracting(Notice::file, Notice::code, Notice::detail)
          .containsExactly(tuple("stats.json", "metric_differs", detail));
    }
  }

  @Test
  void what_is_next_to_nothing_differs_by_rounding_only() throws IOException {
    String curve = "timestamp,equity\n2023-01-01,100000\n2024-01-01,100004\n";
    assertThat(loaded("{\"total_return\": 0.0}", curve).notices()).isEmpty();
  }

  @Test
  void a_metric_of_the_file_never_stands_for_what_the_curve_says() throws IOException {
    Reading.Loaded without =
        loaded("{\"curve.sharpe\": 9, \"curve.slope\": 1}", "timestamp,equity\n");

    assertThat(without.run().metrics()).containsExactly(new Stat("curve.slope", 1.0, null));
    assertThat(without.notices())
        .extracting(Notice::file, Notice::code)
        .containsExactly(tuple("stats.json", "reserved_metric"));
    Run with = loaded("{\"curve.sharpe\": 9}", YEAR).run();
    assertThat(with.metrics()).isEqualTo(with.curveStats());
    assertThat(with.stats()).containsExactly(new Stat("curve.sharpe", 9.0, null));
  }
}
