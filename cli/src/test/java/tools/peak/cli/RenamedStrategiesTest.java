package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aliases of strategies as a person meets them. */
class RenamedStrategiesTest {
  @TempDir private Path dir;

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void a_renamed_strategy_is_one_wherever_it_is_shown() throws IOException {
    Path results = dir.resolve("results");
    Folders.run(results, "alpha", "macd", "1.5");
    Folders.run(results, "beta", "macd", "2.5");
    Folders.run(results, "bravo", "rsi", "NaN");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    Path file = dir.resolve("strategies.toml");
    Files.writeString(file, "[strategy.momentum]\naliases = ['rsi', 'macd']\n");
    assertThat(peak("strategies", "load", file.toString()).out())
        .isEqualTo("1 strategy from " + file + "\n");
    assertThat(peak("strategies", "--format", "csv").out().lines().skip(1))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("momentum,3,").contains("\"macd, rsi\""));
    assertThat(peak("aggregate", "sharpe", "--by", "strategy", "--format", "csv").out())
        .containsOnlyOnce("momentum,");
    assertThat(peak("query", "--where", "strategy = 'rsi'", "--count").out()).isEqualTo("3\n");
    assertThat(peak("query", "--where", "recorded_strategy = 'rsi'", "--count").out())
        .isEqualTo("1\n");
    String run =
        peak(
                "query",
                "--where",
                "recorded_strategy = 'rsi'",
                "--columns",
                "run_id",
                "--format",
                "csv")
            .out()
            .lines()
            .toList()
            .get(1);
    assertThat(peak("show", run).out()).contains("momentum (recorded as rsi)");
    assertThat(peak("show", run, "--json").out())
        .contains("\"strategy\": \"momentum\", \"recorded_strategy\": \"rsi\"");

    Ran sql =
        peak("sql", "SELECT count(*) AS n FROM runs WHERE strategy = 'rsi'", "--format", "csv");
    assertThat(sql.out()).isEqualTo("n\n0\n");
    assertThat(sql.err()).contains("'rsi' is an alias of 'momentum'");
    assertThat(peak("--quiet", "sql", "SELECT 'rsi' AS n", "--format", "csv").err()).isEmpty();

    Ran refused = peak("delete", "--where", "strategy = 'rsi'", "--yes");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).startsWith("peak delete: ").contains("recorded_strategy = 'rsi'");

    Files.writeString(file, "[strategy.a]\naliases = [\n'x', 'a']\n");
    assertThat(peak("strategies", "load", file.toString()).err())
        .contains(file + ": line 3: 'a' is the strategy's own name");
  }
}
