package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.evidence.write.RunWriter;
import tools.peak.evidence.write.Trade;
import tools.peak.lake.query.Row;

/** What a program of one's own leaves is in the lake as it was meant. */
final class RunWriterTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:30:00.123456789Z");
  private static final Instant FIRST = Instant.parse("2025-03-01T00:00:00Z");

  @TempDir Path temp;
  private Path results;
  private RunWriter runs;

  @BeforeEach
  void begin() {
    results = temp.resolve("results");
    runs = RunWriter.to(results, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Lake load() {
    Lake lake = Lake.openOrCreate(temp.resolve("lake"));
    var result = lake.ingest(results);
    assertThat(lake.rejects().rows()).isEmpty();
    assertThat(lake.notices(AsOf.latest()).rows()).isEmpty();
    assertThat(result.added()).isPositive();
    return lake;
  }

  private static Row one(Lake lake, String... columns) {
    return lake.runs().columns(columns).fetch().iterator().next();
  }

  @Test
  void a_run_is_in_the_lake_as_it_was_written() throws IOException {
    Path folder =
        runs.run("ma_v2_001")
            .strategy("ma_crossover")
            .symbol("BTC/USD")
            .stage("research")
            .meta("data_source", "bars.csv")
            .param("fast", 10)
            .param("costs", Map.of("fee_bps", 2.5))
            .param("session", List.of("eu", "us"))
            .param("note", null)
            .metric("sharpe", 1.7)
            .metric("sortino", Double.NaN)
            .metric("regime", "bear")
            .equity(
                new TreeMap<>(
                    Map.of(FIRST, 10_000.0, FIRST.plusSeconds(86_400).plusNanos(1_000), 10_100.5)))
            .trades(
                List.of(
                    new Trade.RoundTrip(
                        FIRST, FIRST.plusSeconds(60), "long", 2, 100, 110, 19, 1, "stop", null),
                    new Trade.RoundTrip(
                        FIRST, FIRST.plusSeconds(90), "short", 1, 50, 40, 9, Double.NaN)))
            .write();

    assertThat(folder).isEqualTo(results.resolve("ma_v2_001"));
    try (Lake lake = load()) {
      Row run =
          one(
              lake,
              "run_id, strategy, symbol, stage, data_source, timestamp, start_date, end_date,"
                  + " params.fast, params.costs.fee_bps, params.session, sharpe, sortino");
      assertThat(run)
          .containsExactly(
              "ma_v2_001",
              "ma_crossover",
              "BTC/USD",
              "research",
              "bars.csv",
              Instant.parse("2026-01-31T09:30:00.123456Z"),
              LocalDate.of(2025, 3, 1),
              LocalDate.of(2025, 3, 2),
              10L,
              2.5,
              "[\"eu\",\"us\"]",
              1.7,
              Double.NaN);
      assertThat(lake.sql("SELECT text FROM stats WHERE metric = 'regime'").fetch().rows())
          .containsExactly(List.of("bear"));
      assertThat(lake.equity().columns("timestamp, equity").fetch().rows())
          .containsExactly(
              List.of(FIRST, 10_000.0),
              List.of(Instant.parse("2025-03-02T00:00:00.000001Z"), 10_100.5));
      var trades = lake.trades().fetch().stream().toList();
      assertThat(trades).hasSize(2);
      Row first = trades.getFirst();
      assertThat(first.getString("kind")).isEqualTo("round_trip");
      assertThat(first.getString("side")).isEqualTo("long");
      assertThat(first.getDouble("pnl")).isEqualTo(19);
      assertThat(first.getDouble("pnl_ratio")).isEqualTo(0.095);
      assertThat(first.getString("exit_reason")).isEqualTo("stop");
      assertThat(first.getInstant("exit_time")).isEqualTo(FIRST.plusSeconds(60));
      assertThat(trades.getLast().isNull("fee")).isTrue();
    }
  }

  @Test
  void fills_are_taken_too_and_not_mixed_with_round_trips() throws IOException {
    Trade.Fill fill = new Trade.Fill(FIRST, "buy", 1, 100, 0.1);
    Path _ = runs.run("fills").trades(List.of(fill)).metric("sharpe", 1).write();

    try (Lake lake = load()) {
      Row row = lake.trades().fetch().iterator().next();
      assertThat(row.getString("kind")).isEqualTo("fill");
      assertThat(row.isNull("pnl")).isTrue();
      assertThat(row.getDouble("fee")).isEqualTo(0.1);
    }
    RunWriter mixed =
        runs.run("both")
            .trades(List.of(fill, new Trade.RoundTrip(FIRST, FIRST, "long", 1, 1, 1, 0, 0)));
    assertThatThrownBy(mixed::write)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a run has round trips or fills, not both");
    assertThat(results.resolve("both")).doesNotExist();
  }

  @Test
  void what_was_set_before_a_run_is_every_run_s() throws IOException {
    RunWriter sweep = runs.strategy("macd").stage("research");
    for (int fast = 1; fast <= 3; fast++) {
      Path _ = sweep.run("macd_" + fast).param("fast", fast).metric("sharpe", fast).write();
    }

    try (Lake lake = load()) {
      assertThat(lake.runs().where("strategy = 'macd' and stage = 'research'").count())
          .isEqualTo(3);
      assertThat(
              lake.runs().where("params.fast = ?", 2).fetch().iterator().next().getDouble("sharpe"))
          .isEqualTo(2);
    }
  }

  @Test
  void a_name_is_no_path_and_a_folder_that_is_there_stays() throws IOException {
    Path folder = runs.run("sweep/a b ü").metric("x", 1).write();
    assertThat(folder).isEqualTo(results.resolve("sweep_a_b__"));
    byte[] before = Files.readAllBytes(folder.resolve("stats.json"));

    assertThatThrownBy(() -> runs.run("sweep/a b ü").metric("x", 2).write())
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("stats.json")).hasBinaryContent(before);
    try (Lake lake = load()) {
      assertThat(one(lake, "run_id").getString("run_id")).isEqualTo("sweep/a b ü");
    }
  }

  @Test
  void what_makes_no_run_is_said_and_leaves_nothing() {
    assertThatThrownBy(() -> runs.metric("sharpe", 1).write())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("name the run first");
    assertThatThrownBy(() -> runs.run("../up").write())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'..' segment");
    assertThatThrownBy(() -> runs.run("x").param("odd", new Object()).write())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> runs.equity(new long[2], new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(results)
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
  }
}
