package tools.peak.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run folders for tests, written as the upstream writer does, the snippet last. */
final class Folders {
  private Folders() {}

  /**
   * A whole run; {@code sharpe} is JSON, so NaN may be given. Its curve has one return, and so no
   * Sharpe ratio that it could differ from.
   */
  public static Path run(Path results, String runId, String strategy, String sharpe)
      throws IOException {
    Path folder = Files.createDirectories(results.resolve(runId));
    Files.writeString(
        folder.resolve("config_snapshot.json"),
        """
        {"meta": {"run_id": "%s", "strategy": "%s", "stage": "backtest", "runner": "test",
          "symbol": "BTC/USD", "timestamp": "2024-11-02T08:21:16.250000Z",
          "start_date": "2024-10-05", "end_date": "2024-10-31"},
         "params": {"fast": 10, "label": "x"}}
        """
            .formatted(runId, strategy));
    Files.writeString(
        folder.resolve("stats.json"),
        """
        {"total_return": 0.25, "max_drawdown": 0.0, "sharpe": %s, "total_trades": 3}
        """
            .formatted(sharpe));
    Files.writeString(
        folder.resolve("equity.csv"),
        """
        timestamp,equity
        2024-10-05T00:00:00,100.0
        2024-10-31T00:00:00,125.0
        """);
    Files.writeString(folder.resolve("report_snippet.md"), "# Run " + runId + "\n\u001b[31mred\n");
    return folder;
  }

  /** A run whose stats were cut short by a crash. */
  static Path broken(Path results, String runId) throws IOException {
    Path folder = run(results, runId, "macd", "1.0");
    Files.writeString(folder.resolve("stats.json"), "{\"sharpe\": 1.");
    return folder;
  }
}
