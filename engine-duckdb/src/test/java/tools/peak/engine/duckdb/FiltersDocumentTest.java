package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.LakeException;

/** What docs/reference/filters.md says is so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersDocumentTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("\\| (?:`` ?(.+?) ?``|`([^`]+)`) \\| ?(.*?) ?\\|");

  private TestLake lake;

  private record Example(String filter, String outcome) {}

  @BeforeAll
  void the_runs_of_the_document(@TempDir Path folder) throws SQLException {
    lake = new TestLake(folder);
    lake.commit(
        List.of(
            run("a")
                .with("strategy", "macd")
                .with("symbol", "BTC/USD")
                .with("start_date", LocalDate.parse("2024-10-01"))
                .with("timestamp", Instant.parse("2024-12-31T23:59:59Z"))
                .metric("sharpe", 2.5)
                .metric("cagr", 0.1)
                .metric("Sharpe", 1)
                .metric("profit factor", 1.6)
                .param("fast", 10)
                .param("model", "x")
                .param("ok", true)
                .meta("effective_cost_config.fee_bps", 10)
                .tag("owner", "ann")
                .trade(Map.of("side", "long", "symbol", "BTC/USD", "pnl", 300.0))
                .trade(Map.of("side", "short", "symbol", "BTC/USD", "pnl", -1200.0))
                .trade(Map.of("side", "short", "symbol", "ETH/USD"))
                .point(Instant.parse("2024-06-28T00:00:00Z"), 10_000.0)
                .point(Instant.parse("2024-06-30T12:00:00Z"), 11_000.0)
                .point(Instant.parse("2024-07-02T00:00:00Z"), 8_800.0)
                .point(Instant.parse("2024-07-04T00:00:00Z"), 9_900.0)
                .point(Instant.parse("2024-07-05T00:00:00Z"), 12_000.0),
            run("b")
                .with("strategy", "macd")
                .with("symbol", "btc/eur")
                .with("start_date", LocalDate.parse("2024-12-31"))
                .metric("sharpe", Double.NaN)
                .metric("cagr", 0.2)
                .param("fast", "10")
                .tag("score", "7")
                .trade(Map.of("side", "long", "symbol", "btc/eur", "pnl", 50.0))
                .trade(Map.of("side", "long", "symbol", "btc/eur", "pnl", 70.0))
                .point(Instant.parse("2024-06-28T00:00:00Z"), 100.0)
                .point(Instant.parse("2024-06-30T12:00:00Z"), 99.0)
                .point(Instant.parse("2024-07-02T00:00:00Z"), 101.0)
                .point(Instant.parse("2024-07-04T00:00:00Z"), 100.5)
                .point(Instant.parse("2024-07-05T00:00:00Z"), 103.0),
            run("c")
                .with("strategy", "rsi_reversion")
                .with("start_date", LocalDate.parse("2025-01-01"))
                .with("timestamp", Instant.parse("2025-01-10T08:00:00Z"))
                .metric("sharpe", Double.POSITIVE_INFINITY)
                .point(Instant.parse("2024-07-01T00:00:00Z"), 500.0),
            run("d")
                .with("strategy", "50%_off")
                .with("symbol", "ETH/USD")
                .metric("cagr", -0.3)
                .param("fast", 2.5)));
  }

  @AfterAll
  void close() throws SQLException {
    lake.close();
  }

  /** The rows of the tables that have that heading. */
  private static List<Example> examples(String heading) throws IOException {
    List<Example> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("../docs/reference/filters.md"))) {
      if (line.startsWith("| filter |")) {
        inside = line.equals(heading);
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside && !line.startsWith("|---")) {
        Matcher example = EXAMPLE.matcher(line);
        assertThat(example.matches()).as(line).isTrue();
        String filter = example.group(1) == null ? example.group(2) : example.group(1);
        examples.add(new Example(filter, example.group(3)));
      }
    }
    return examples;
  }

  @Test
  void every_example_finds_what_the_document_says() throws IOException {
    List<Example> examples = examples("| filter | finds |");
    assertThat(examples).hasSizeGreaterThan(70);
    for (Example example : examples) {
      List<String> ids =
          lake.queries().runs().where(example.filter).columns("run_id").fetch().rows().stream()
              .map(row -> String.valueOf(row.getFirst()))
              .toList();
      assertThat(String.join(" ", ids)).as(example.filter).isEqualTo(example.outcome);
    }
  }

  @Test
  void every_error_is_the_one_the_document_shows() throws IOException {
    List<Example> examples = examples("| filter | error |");
    assertThat(examples).hasSizeGreaterThan(10);
    for (Example example : examples) {
      assertThatThrownBy(() -> lake.queries().runs().where(example.filter).fetch())
          .as(example.filter)
          .isInstanceOf(LakeException.class)
          .hasMessage(example.outcome);
    }
  }
}
