package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.peak.cli.Main;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.fixtures.otlp.Received;
import tools.peak.telemetry.Telemetry;

/** What the commands really send, as OTLP over HTTP, taken by a server. */
record SentTelemetry(Path scratch) {

  /** Has the commands do their work in the folder. */
  Received received() throws Exception {
    List<String> warnings = new ArrayList<>();
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Map<String, String> environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint(),
              "OTEL_METRIC_EXPORT_INTERVAL",
              "60000");
      try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
        System.gc();
        peak("backtest", "--strategy", "macd", "--data", bars(), "--symbol", "BTC/USD");
        live();
        Files.createDirectories(scratch.resolve("results/broken"));
        Files.writeString(scratch.resolve("results/broken/stats.json"), "{}");
        peak("ingest", scratch.resolve("results").toString(), "--settle", "0s");
        peak("query", "--where", "sharpe > -100");
        peak("aggregate", "sharpe", "--by", "strategy");
        peak("maintain", "compact");
        peak("maintain", "expire", "--apply");
        peak("maintain", "orphans", "--apply");
        String backup = scratch.resolve("backup").toString();
        peak("backup", backup);
        peak("backup", "verify", backup);
        peak("backup", "drill", backup);
        peak("backup", "prune", backup, "--keep", "1", "--apply");
        peak("restore", backup, scratch.resolve("restored").toString());
      }
      assertThat(warnings).isEmpty();
      return receiver.received();
    }
  }

  private void peak(String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--lake", scratch.resolve("lake").toString()));
    if (args[0].equals("backtest") || args[0].equals("live")) {
      all.addAll(List.of("--results-dir", scratch.resolve("results").toString()));
    }
    int exit = Main.run(all.toArray(String[]::new), said, said, Map.of());
    assertThat(exit).as(said.toString(UTF_8)).isEqualTo(args[0].equals("ingest") ? 3 : 0);
  }

  /** With a line that is no bar, and orders that the broker rejects. */
  private void live() throws IOException {
    String file = bars();
    Files.writeString(Path.of(file), "2024-01-01,1,1,1,1,1\n", StandardOpenOption.APPEND);
    peak(
        "live",
        "--strategy",
        "ma_crossover",
        "--data",
        file,
        "--symbol",
        "BTC/USD",
        "--speed",
        "max",
        "--broker",
        "reject=0.5",
        "--max-drawdown",
        "0.9");
  }

  private String bars() throws IOException {
    var _ = new Backtests(scratch);
    return scratch.resolve("bars.csv").toString();
  }
}
