package tools.peak.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The command {@code peak backtest} on bars of its own, and what it leaves. */
final class Backtests {
  private static final String PEAK = Launched.DISTRIBUTION.resolve("bin/peak").toString();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BARS = 500;

  private final Path scratch;

  Backtests(Path scratch) throws IOException {
    this.scratch = scratch;
    StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int hour = 0; hour < BARS; hour++) {
      double price = 100 + 10 * Math.sin(hour / 7.0) + hour / 50.0;
      csv.append(
          String.format(
              Locale.ROOT,
              "2024-%02d-%02dT%02d:00:00Z,%s,%s,%s,%s,1\n",
              1 + hour / 24 / 28,
              1 + hour / 24 % 28,
              hour % 24,
              price,
              price,
              price,
              price));
    }
    Files.writeString(scratch.resolve("bars.csv"), csv);
  }

  /** Starts a sweep into {@code results}. */
  Launched.Running start(Map<String, String> env, String fast, String slow) throws IOException {
    return peak(
        env,
        "backtest",
        "--strategy",
        "ma_crossover",
        "--param",
        "fast=" + fast,
        "--param",
        "slow=" + slow,
        "--data",
        "bars.csv",
        "--symbol",
        "BTC/USD");
  }

  /** Starts the command. */
  Launched.Running peak(Map<String, String> env, String... args) throws IOException {
    return Launched.start(scratch, env, Stream.concat(Stream.of(PEAK), Stream.of(args)).toList());
  }

  /** All that lies in the results, hidden folders as well. */
  List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(scratch.resolve("results"))) {
      return entries.sorted().toList();
    }
  }

  /** The spans of a run's telemetry file. */
  static List<JsonNode> spans(Path folder) throws IOException {
    List<JsonNode> spans = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("telemetry.jsonl"))) {
      JSON.readTree(line).at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
    }
    return spans;
  }

  static String traceId(Path folder) throws IOException {
    return JSON.readTree(folder.resolve("config_snapshot.json").toFile())
        .at("/meta/trace_id")
        .asText();
  }
}
