package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road of telemetry without a backend: sweeps, their lake, and what it answers. */
class TraceStoryTest {
  private static final int BARS = 400;

  @TempDir Path dir;

  private Ran peak(Map<String, String> more, String... args) {
    Map<String, String> env = new HashMap<>(more);
    env.put("PEAK_LAKE", dir.resolve("lake").toString());
    return Ran.peak(env, args);
  }

  private Ran peak(String... args) {
    return peak(Map.of(), args);
  }

  private void sweep(String results, Map<String, String> env) throws IOException {
    Path bars = dir.resolve("bars.csv");
    List<String> lines = new ArrayList<>(List.of("timestamp,open,high,low,close,volume"));
    for (int i = 0; i < BARS; i++) {
      double price = 100 + 10 * Math.sin(i / 9.0);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%2$f,%2$f,%2$f,%2$f,1",
              Instant.parse("2025-01-01T00:00:00Z").plusSeconds(3_600L * i),
              price));
    }
    Files.write(bars, lines);
    Ran ran =
        peak(
            env,
            "backtest",
            "--strategy",
            "ma_crossover",
            "--param",
            "fast=3..5:1",
            "--param",
            "slow=10..20:10",
            "--data",
            bars.toString(),
            "--symbol",
            "BTC/USD",
            "--results-dir",
            dir.resolve(results).toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private List<String> runs(String results) throws IOException {
    try (Stream<Path> folders = Files.list(dir.resolve(results))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_sweep_s_telemetry_becomes_a_trace_and_answers_what_got_slower() throws IOException {
    sweep("one", Map.of("PEAK_TELEMETRY", "file"));
    sweep(
        "two",
        Map.of("PEAK_TELEMETRY", "file", "OTEL_RESOURCE_ATTRIBUTES", "service.version=9.9.9"));
    sweep("untraced", Map.of());
    assertThat(runs("one")).hasSize(6);
    assertThat(dir.resolve("one").resolve(runs("one").getFirst()).resolve("telemetry.jsonl"))
        .isNotEmptyFile();

    Ran ingest =
        peak(
            "--json",
            "ingest",
            dir.resolve("one").toString(),
            dir.resolve("two").toString(),
            dir.resolve("untraced").toString());
    assertThat(ingest.out()).contains("\"added\": 18", "\"rejected\": 0");

    Ran trace = peak("trace", runs("one").getLast());
    assertThat(trace.exit()).as(trace.err()).isZero();
    assertThat(trace.out().lines())
        .anyMatch(line -> line.startsWith("backtest.run "))
        .anyMatch(line -> line.startsWith("├─ backtest.load_bars "))
        .anyMatch(line -> line.startsWith("└─ backtest.write "));
    assertThat(peak("trace", runs("untraced").getFirst()).err()).contains("has no spans");

    String slower =
        peak(
                "sql",
                "--format",
                "csv",
                """
                WITH since AS (SELECT min(start) AS t FROM spans WHERE service_version = '9.9.9')
                SELECT name, count(*) FILTER (WHERE start < t) AS before,
                  count(*) FILTER (WHERE start >= t) AS since,
                  median(duration_ns) FILTER (WHERE start < t) / 1e6 AS ms_before,
                  median(duration_ns) FILTER (WHERE start >= t) / 1e6 AS ms_since,
                  ms_since / ms_before AS ratio
                FROM spans, since GROUP BY name ORDER BY name""")
            .out();
    assertThat(slower.lines().skip(1))
        .hasSize(6)
        .allMatch(
            line -> line.matches("backtest\\.[a-z_]+,6,6,[0-9.eE+-]+,[0-9.eE+-]+,[0-9.eE+-]+"));

    assertThat(
            peak(
                    "sql",
                    "--format",
                    "csv",
                    "SELECT count(DISTINCT s.trace_id), bool_and(s.trace_id = r.trace_id)"
                        + " FROM spans s JOIN runs r USING (run_id)")
                .out())
        .as("one trace a sweep, and each run's meta names it")
        .endsWith("\n2,true\n");
    assertThat(peak("verify").exit()).isZero();
  }
}
