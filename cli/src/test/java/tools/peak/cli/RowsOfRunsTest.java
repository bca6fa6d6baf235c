package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades and points of curves of chosen runs. */
class RowsOfRunsTest {
  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    Path alpha = Files.createDirectories(results.resolve("alpha"));
    Files.writeString(alpha.resolve("metrics.json"), "{\"sharpe\": 1.5}");
    Files.writeString(alpha.resolve("params.json"), "{\"fast\": 10, \"label\": \"x\"}");
    Files.writeString(
        alpha.resolve("trades.csv"),
        """
        entry_time,exit_time,entry_price,exit_price,size,pnl,pnl_pct,side
        2024-10-06T00:00:00,2024-10-07T00:00:00,100.0,110.0,1.0,10.0,10.0,long
        2024-10-08T00:00:00,2024-10-09T00:00:00,110.0,99.0,1.0,-11.0,-10.0,long
        """);
    Folders.run(results, "beta", "rsi", "2.5");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void one_filter_chooses_runs_and_another_rows() {
    Ran ran =
        peak(
            "trades",
            "--where",
            "sharpe < 2",
            "--rows",
            "pnl < 0",
            "--columns",
            "run_id,pnl,pnl_ratio",
            "--format",
            "csv");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo("run_id,pnl,pnl_ratio\nalpha,-11.0,-0.1\n");
    assertThat(peak("trades", "beta", "--json").out())
        .contains("\"columns\": [\"run_id\", \"trade_seq\", \"kind\"")
        .contains("\"rows\": [], \"truncated\": false");
  }

  @Test
  void a_filter_that_no_run_fulfils_gives_no_rows() {
    for (String table : new String[] {"trades", "equity"}) {
      String[] none = {table, "--where", "sharpe > 99", "--columns", "run_id", "--format", "csv"};
      assertThat(peak(none).out()).isEqualTo("run_id\n");
      assertThat(peak(none).exit()).isZero();
      assertThat(peak(table, "--where", "sharpe > 99", "--json").out())
          .contains("\"rows\": [], \"truncated\": false");
      assertThat(peak(table, "--where", "sharpe > 99", "--fail-empty").exit()).isEqualTo(1);
      assertThat(peak(table, "nobody").err()).contains("no run nobody");
    }
  }

  @Test
  void curves_are_rows_in_the_order_in_which_runs_wrote_them() {
    assertThat(peak("equity", "beta", "--columns", "seq,equity", "--format", "csv").out())
        .isEqualTo("seq,equity\n0,100.0\n1,125.0\n");
    assertThat(peak("equity", "--rows", "equity > 100", "--format", "ndjson").out().lines())
        .hasSize(1);
    assertThat(peak("equity").out()).contains("2 rows");
  }

  @Test
  void runs_that_are_not_there_are_said() {
    assertThat(peak("trades", "nobody").exit()).isEqualTo(1);
    assertThat(peak("equity", "nobody").err()).contains("no run nobody");
    assertThat(peak("equity", "alpha", "--rows", "sharpe > 1").err())
        .contains("no column 'sharpe'");
  }

  @Test
  void a_star_makes_flat_columns_of_what_runs_chose_themselves() {
    assertThat(peak("query", "--columns", "run_id,params.*", "--format", "csv").out())
        .startsWith("run_id,params.fast,params.label\n")
        .contains("alpha,10,x\n");
    assertThat(peak("query", "--columns", "*", "--format", "ndjson").out())
        .contains("\"sharpe\": 2.5", "\"params.fast\": 10", "\"params.label\": \"x\"");
  }
}
