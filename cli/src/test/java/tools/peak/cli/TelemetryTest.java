package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telemetry never stands in a command's way. */
class TelemetryTest {
  /** 2 s to close, and some to begin on a busy machine. */
  private static final Duration CLOSING = Duration.ofSeconds(15);

  @TempDir Path dir;

  private Ran backtest(String results, Map<String, String> env) throws IOException {
    StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int day = 1; day <= 28; day++) {
      double price = 100 + 10 * Math.sin(day);
      csv.append(
          String.format(
              Locale.ROOT, "2024-02-%02d,%s,%s,%s,%s,1\n", day, price, price, price, price));
    }
    return Ran.peak(
        env,
        "backtest",
        "--strategy",
        "ma_crossover",
        "--param",
        "fast=2..3",
        "--param",
        "slow=5",
        "--data",
        Files.writeString(dir.resolve("bars.csv"), csv).toString(),
        "--symbol",
        "BTC/USD",
        "--results-dir",
        dir.resolve(results).toString());
  }

  private List<Path> telemetryFiles(String results) throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve(results))) {
      return files.filter(file -> file.endsWith("telemetry.jsonl")).toList();
    }
  }

  @Test
  void each_run_has_its_telemetry_beside_it_where_that_is_wanted() throws IOException {
    Ran ran = backtest("on", Map.of("PEAK_TELEMETRY", "file"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(telemetryFiles("on")).hasSize(2);

    assertThat(backtest("off", Map.of()).exit()).isZero();
    assertThat(telemetryFiles("off")).isEmpty();
  }

  @Test
  void a_wrong_variable_is_one_line_that_names_it_and_the_command_runs() throws IOException {
    Map<String, Map<String, String>> wrong =
        Map.of(
            "a", Map.of("PEAK_TELEMETRY", "flie"),
            "b", Map.of("OTEL_TRACES_EXPORTER", "otpl"),
            "c",
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://localhost:4318",
                    "OTEL_METRIC_EXPORT_INTERVAL",
                    "soon"));
    for (Map.Entry<String, Map<String, String>> one : wrong.entrySet()) {
      Ran ran = backtest(one.getKey(), one.getValue());
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).startsWith("2 runs in ");
      assertThat(ran.err())
          .hasLineCount(1)
          .startsWith("peak backtest: telemetry is off: ")
          .containsAnyOf("PEAK_TELEMETRY", "OTEL_TRACES_EXPORTER", "OTEL_METRIC_EXPORT_INTERVAL");
    }
  }

  @Test
  void a_backend_that_is_gone_is_one_line_and_changes_neither_result_nor_exit_code()
      throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Map<String, String> env = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + port);
    long began = System.nanoTime();
    Ran ran = Ran.peak(env, "backtest", "--list");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(CLOSING);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo(Ran.peak("backtest", "--list").out());
    assertThat(ran.err()).hasLineCount(1).contains("telemetry is not delivered");

    Ran failed = Ran.peak(env, "backtest", "--strategy", "macdx");
    assertThat(failed.exit()).isEqualTo(Ran.peak("backtest", "--strategy", "macdx").exit());
    assertThat(failed.err()).hasLineCount(2).contains("no strategy 'macdx'");
  }

  @Test
  void nothing_is_started_for_help_or_without_a_command() {
    Map<String, String> env = Map.of("OTEL_TRACES_EXPORTER", "otpl");
    assertThat(Ran.peak(env, "--version").err()).isEmpty();
    assertThat(Ran.peak(env, "--help").err()).isEmpty();
  }
}
