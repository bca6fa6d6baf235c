package tools.peak.runner.sweep;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.FolderName;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.telemetry.SpanScope;

/**
 * Runs every combination of a grid, several at a time, and leaves one Evidence Chain a run. A run's
 * stats, params, curve and trades depend on the request alone, neither on the clock nor on the
 * number of threads. A sweep is one trace, with a span for each run.
 */
public final class Sweep {
  private static final AttributeKey<String> STRATEGY = AttributeKey.stringKey("strategy.id");
  private static final AttributeKey<String> SYMBOL = AttributeKey.stringKey("backtest.symbol");
  private static final AttributeKey<String> STAGE = AttributeKey.stringKey("backtest.stage");
  private static final AttributeKey<Long> RUNS = AttributeKey.longKey("backtest.runs");

  private final InstantSource clock;
  private final RunIds ids;

  /** Sweeps on the system's clock, with ids of {@link RunIds#of}. */
  public Sweep() {
    this(Clock.systemUTC(), RunIds.of(Clock.systemUTC(), new SecureRandom()));
  }

  public Sweep(InstantSource clock, RunIds ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Runs the sweep. A run that fails is counted and told, and does not stop the others. If the
   * calling thread is interrupted, runs under way are finished, no more are begun, and it returns
   * with {@link SweepResult#stopped()} and the thread's interrupt flag set.
   *
   * @throws ParameterException if no combination of the grid has a meaning
   * @throws IOException if the results folder cannot be made
   */
  public SweepResult run(SweepRequest request, SweepListener listener) throws IOException {
    return SpanScope.call(
        "backtest.sweep",
        Attributes.of(
            STRATEGY, request.strategy().text(), SYMBOL, request.symbol(), STAGE, request.stage()),
        () -> runAll(request, listener));
  }

  private SweepResult runAll(SweepRequest request, SweepListener listener) throws IOException {
    long start = System.nanoTime();
    SweepPlan plan = SweepPlan.of(request);
    Span.current().setAttribute(RUNS, (long) plan.size());
    makeFolder(request.resultsDir());
    IntFunction<String> runIds = ids.forSweep(request.strategy(), plan.size());
    Backtest backtest = new Backtest(request, RunMeta.here(request), clock);
    SweepTally tally = new SweepTally(plan.size(), listener);
    boolean stopped;
    try (Publisher publisher =
        new Publisher((run, failure) -> tell(tally, run, failure), tally::stop)) {
      stopped =
          plan.size() > 0
              && Workers.run(
              Math.min(request.threads(), plan.size()),
              () -> {
                for (int i = tally.next(); i >= 0; i = tally.next()) {
                  String runId = runIds.apply(i + 1);
                  Path folder = request.resultsDir().resolve(FolderName.of(runId));
                  try {
                    publisher.add(backtest.run(plan.strategy(i), runId, folder));
                  } catch (IOException | RuntimeException e) {
                    tally.addFailed(new SweepResult.Failure(runId, folder, reason(e)));
                  }
                }
              },
              tally::stop);
    }
    return new SweepResult(
        plan.size(),
        tally.written(),
        tally.failed(),
        tally.failures(),
        plan.skipped(),
        plan.brokenConstraint(),
        plan.known(),
        stopped,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static void tell(SweepTally tally, FinishedRun run, @Nullable IOException failure) {
    if (failure == null) {
      tally.addWritten();
    } else {
      tally.addFailed(new SweepResult.Failure(run.runId(), run.folder(), reason(failure)));
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(folder + " is a file, not a folder", e);
    }
  }

  private static String reason(Exception e) {
    return e instanceof FileAlreadyExistsException ? "the folder exists already" : e.toString();
  }
}
