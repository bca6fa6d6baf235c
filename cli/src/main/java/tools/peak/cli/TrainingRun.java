package tools.peak.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Runs typical commands once, for the JDK to record what they load and compile. */
final class TrainingRun {
  private static final Map<String, String> TERMINAL = Map.of("PEAK_TERMINAL", "out");

  private static final String SERVED =
      """
      {"id": 1, "args": ["query", "--limit", "3", "--json", "--types"]}
      {"id": 2, "args": ["query", "--format", "parquet"]}
      """;

  private TrainingRun() {}

  /** Runs them in a folder of its own; what they print is dropped. */
  public static void main(String[] args) throws IOException {
    Path dir = Files.createTempDirectory("peak-training");
    try {
      run("--version");
      run("--help");
      run("no-such-command");
      run("demo", "--runs", "12", "--dir", dir.toString());
      String lake = dir.resolve("lake").toString();
      String filter = "sharpe > 0.5 and strategy in ('macd', 'rsi_reversion') and params.fast > 1";
      run("--lake", lake, "query", "--where", filter, "--order-by", "sharpe desc");
      run("--lake", lake, "--json", "query", "--limit", "3");
      run("--lake", lake, "query", "--format", "csv", "--columns", "run_id,params.fast");
      run("--lake", lake, "query", "--count");
      run("--lake", lake, "aggregate", "sharpe", "--by", "strategy", "--agg", "mean,p95");
      run("--lake", lake, "show", "buy");
      run("--lake", lake, "trace", "buy");
      run("--lake", lake, "sql", "SELECT strategy, avg(sharpe) FROM runs GROUP BY ALL");
      run("--lake", lake, "rejects");
      run("complete-line", "bash", "peak --lake " + lake + " show ma", "ma");
      run("complete-line", "zsh", "peak --lake " + lake + " query --where \"sharpe > 1 and pa");
      System.setIn(new ByteArrayInputStream(SERVED.getBytes(StandardCharsets.UTF_8)));
      run("--lake", lake, "serve");
      run("--lake", lake, "ingest", dir.resolve("results").toString());
    } finally {
      delete(dir);
    }
  }

  private static void run(String... args) {
    Main.run(args, OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), TERMINAL);
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
