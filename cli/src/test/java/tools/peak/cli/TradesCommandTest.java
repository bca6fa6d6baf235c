package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades of real backtests; SQL over the same lake is the oracle. */
class TradesCommandTest {
  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    StringBuilder bars = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int i = 0; i < 500; i++) {
      double price = 100 + 20 * Math.sin(i / 9.0) + 10 * Math.sin(i / 2.3) + i / 30.0;
      bars.append(LocalDate.of(2023, 1, 1).plusDays(i))
          .append("T00:00:00Z,%1$s,%1$s,%1$s,%1$s,1\n".formatted(price));
    }
    Path file = Files.writeString(dir.resolve("bars.csv"), bars);
    Ran backtest =
        Ran.peak(
            "backtest",
            "--strategy",
            "ma_crossover",
            "--param",
            "fast=3..5:1",
            "--param",
            "slow=8",
            "--data",
            file.toString(),
            "--symbol",
            "BTC/USD",
            "--results-dir",
            results.toString());
    assertThat(backtest.exit()).as(backtest.err()).isZero();
    Folders.run(results, "bare", "macd", "1");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private static JsonNode json(String... args) throws IOException {
    return new ObjectMapper().readTree(peak(args).out()).path("rows");
  }

  @Test
  void trades_are_the_lakes_rows() throws IOException {
    JsonNode rows = json("trades", "--where", "strategy = 'ma_crossover'", "--json");
    JsonNode sql =
        json(
            "sql",
            "SELECT run_id, trade_seq, pnl FROM trades ORDER BY run_id, trade_seq",
            "--json");
    assertThat(rows).hasSameSizeAs(sql).hasSizeGreaterThan(30);
    for (int i = 0; i < sql.size(); i++) {
      assertThat(rows.get(i).path("pnl")).isEqualTo(sql.get(i).path("pnl"));
    }
    assertThat(json("trades", "--where", "strategy = 'ma_crossover'", "--limit", "2", "--json"))
        .hasSize(2);
  }

  @Test
  void stats_are_what_sql_gives() throws IOException {
    JsonNode stats = json("trades", "--where", "run_id is not null", "--summary", "--json");
    JsonNode sql =
        json(
            "sql",
            """
            SELECT run_id, count(*) AS round_trips, sum(pnl) AS total, avg(pnl) AS mean, min(pnl) AS min,
              quantile_cont(pnl, 0.05) AS p5, quantile_cont(pnl, 0.75) AS p75, max(pnl) AS max,
              avg(CASE WHEN pnl > 0 THEN 1.0 ELSE 0.0 END) AS win_rate, sum(fee) AS fees,
              sum(pnl) FILTER (pnl > 0) / -sum(pnl) FILTER (pnl < 0) AS profit_factor,
              avg(epoch(exit_time) - epoch(entry_time)) / 3600 AS mean_hours
            FROM trades GROUP BY run_id ORDER BY run_id
            """,
            "--json");
    assertThat(sql).hasSize(3);
    assertThat(stats).hasSize(4);
    assertThat(stats.get(0).path("run_id").asText()).isEqualTo("bare");
    assertThat(stats.get(0).path("round_trips").asInt()).isZero();
    assertThat(stats.get(0).path("win_rate").asText()).isEqualTo("NaN");
    for (int i = 0; i < 3; i++) {
      JsonNode ours = stats.get(i + 1);
      assertThat(ours.path("run_id")).isEqualTo(sql.get(i).path("run_id"));
      sql.get(i)
          .properties()
          .forEach(
              figure -> {
                if (figure.getValue().isNumber()) {
                  assertThat(ours.path(figure.getKey()).asDouble())
                      .as(figure.getKey())
                      .isCloseTo(figure.getValue().asDouble(), within(1e-9));
                }
              });
      assertThat(ours.path("exposure").asDouble()).isBetween(0.2, 0.9);
    }
  }

  @Test
  void what_can_not_be_asked_is_said() {
    assertThat(peak("trades", "--summary").exit()).isEqualTo(2);
    assertThat(peak("trades", "bare", "--summary", "--limit", "3").exit()).isEqualTo(2);
  }
}
