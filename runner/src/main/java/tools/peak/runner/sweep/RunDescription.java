package tools.peak.runner.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Strategy;

/** What all runs of a sweep say of themselves, and the records of each. */
final class RunDescription {
  private static final String RUNNER = "peak backtest";
  private static final String SOURCE_TOOL = "peak";
  private static final String VERSION = version();

  private final SweepRequest request;
  private final @Nullable String gitSha;

  RunDescription(SweepRequest request, Path workingDirectory) {
    this.request = request;
    this.gitSha = GitHead.sha(workingDirectory).orElse(null);
  }

  Run of(
      String runId,
      Instant timestamp,
      Strategy strategy,
      Simulation simulation,
      List<Stat> stats) {
    Snapshot.Params params = Snapshot.params(strategy.params());
    return new Run(
        meta(runId, timestamp, strategy),
        strategy.params(),
        params.json(),
        stats,
        Records.curve(request.bars(), simulation),
        Records.trades(request.bars(), simulation),
        List.of(),
        "");
  }

  private Meta meta(String runId, Instant timestamp, Strategy strategy) {
    throw new UnsupportedOperationException();
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = RunDescription.class.getResourceAsStream("peak.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
