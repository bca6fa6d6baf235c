package tools.peak.lake.curve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.peak.lake.query.filter.Grain;
import tools.peak.lake.trade.RoundTrip;
import tools.peak.lake.trade.TradeStats;

/** A year of a backtest on daily bars, as quantstats sees it: {@code oracle.py} wrote that down. */
class QuantstatsOracleTest {
  private static final double NEAR = 1e-9;

  private final Curve curve = curve();

  @Test
  void months_are_equal() {
    Map<String, Double> ours = new LinkedHashMap<>();
    PeriodReturn.of(curve, Grain.MONTH).forEach(one -> ours.put(one.period(), one.value()));
    List<String[]> theirs = rows("month");
    assertThat(ours).hasSize(theirs.size()).hasSize(12);
    theirs.forEach(
        row -> assertThat(ours.get(row[1])).isCloseTo(Double.parseDouble(row[2]), within(NEAR)));
  }

  @Test
  void drawdowns_are_equal() {
    List<Drawdown> ours = Drawdown.of(curve);
    List<String[]> theirs = rows("drawdown");
    assertThat(ours).hasSize(theirs.size()).isNotEmpty();
    for (int i = 0; i < ours.size(); i++) {
      Drawdown one = ours.get(i);
      assertThat(one.depth()).isCloseTo(Double.parseDouble(theirs.get(i)[2]), within(NEAR));
      assertThat(
              "%s %s %s %s"
                  .formatted(day(one.start()), day(one.valley()), day(one.end()), one.days()))
          .isEqualTo(theirs.get(i)[1]);
    }
    assertThat(ours.getFirst().depth())
        .isCloseTo(Double.parseDouble(rows("max_drawdown").getFirst()[2]), within(NEAR));
  }

  @Test
  void windows_are_equal() {
    List<RollingWindow> ours = RollingWindow.of(curve, 63);
    List<String[]> theirs = rows("rolling");
    int first = ours.size() - theirs.size();
    assertThat(first).isNotNegative();
    assertThat(theirs).hasSizeGreaterThan(100);
    for (int i = 0; i < theirs.size(); i++) {
      RollingWindow one = ours.get(first + i);
      String[] row = theirs.get(i);
      assertThat(row[1].substring(0, row[1].indexOf(' ')))
          .isEqualTo(LocalDateTime.ofInstant(one.end(), ZoneOffset.UTC) + ":00");
      assertThat(one.sharpe())
          .isCloseTo(Double.parseDouble(row[1].substring(row[1].indexOf(' ') + 1)), within(NEAR));
      assertThat(one.volatility()).isCloseTo(Double.parseDouble(row[2]), within(NEAR));
    }
  }

  @Test
  void figures_beside_a_benchmark_are_equal() {
    int size = (curve.size() + 1) / 2;
    long[] micros = new long[size];
    double[] waves = new double[size];
    int place = 0;
    int count = 0;
    for (int i = 0; i < curve.size(); i++) { // of points at one instant the last counts
      if (i + 1 == curve.size() || curve.micros(i + 1) > curve.micros(i)) {
        if (place % 2 == 0) {
          micros[count] = curve.micros(i);
          waves[count++] = 100 + 10 * Math.sin(place / 9.0) + place * 0.05;
        }
        place++;
      }
    }
    BenchmarkStats ours =
        BenchmarkStats.of(
            curve, new Curve("waves", Arrays.copyOf(micros, count), Arrays.copyOf(waves, count)));
    assertThat(ours.times()).isEqualTo(count);
    equal(
        "benchmark",
        Map.of(
            "beta", ours.beta(),
            "information_ratio", ours.informationRatio(),
            "tracking_error", ours.trackingError(),
            "correlation", ours.correlation(),
            "excess_return", ours.excessReturn()));
  }

  @Test
  void figures_of_trades_are_equal() {
    List<RoundTrip> trips = new ArrayList<>();
    for (int i = 1; i < curve.size(); i++) {
      double profit = curve.equity(i) / curve.equity(i - 1) - 1;
      trips.add(
          new RoundTrip("x", i, "", "", curve.time(i - 1), curve.time(i), profit, profit, 0, ""));
    }
    TradeStats ours = TradeStats.of(trips);
    equal(
        "trades",
        Map.of(
            "win_rate", ours.winRate(),
            "payoff", ours.payoff(),
            "profit_factor", ours.profitFactor(),
            "average_win", ours.averageWin(),
            "average_loss", ours.averageLoss(),
            "win_streak", (double) ours.winStreak(),
            "loss_streak", (double) ours.lossStreak(),
            "best", ours.best(),
            "worst", ours.worst()));
  }

  private static void equal(String kind, Map<String, Double> ours) {
    List<String[]> theirs = rows(kind);
    assertThat(theirs).hasSize(ours.size());
    for (String[] row : theirs) {
      assertThat(ours.get(row[1])).as(row[1]).isCloseTo(Double.parseDouble(row[2]), within(NEAR));
    }
  }

  private static LocalDate day(java.time.Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static Curve curve() {
    List<String> lines = lines("equity.csv");
    long[] micros = new long[lines.size() - 1];
    double[] equity = new double[lines.size() - 1];
    for (int i = 0; i < micros.length; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      micros[i] = LocalDateTime.parse(cells[0]).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
      equity[i] = Double.parseDouble(cells[1]);
    }
    return new Curve("macd", micros, equity);
  }

  private static List<String[]> rows(String kind) {
    List<String[]> rows = new ArrayList<>();
    for (String line : lines("quantstats.csv")) {
      if (line.startsWith(kind + ",")) {
        rows.add(line.split(",", -1));
      }
    }
    return rows;
  }

  private static List<String> lines(String name) {
    try (InputStream in = QuantstatsOracleTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
