package tools.peak.cli.command.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Progress;
import tools.peak.runner.demo.DemoPlan;
import tools.peak.runner.sweep.Sweep;
import tools.peak.runner.sweep.SweepRequest;
import tools.peak.runner.sweep.SweepResult;

/** The demo's backtests: sweep after sweep, counted together. */
final class DemoBacktests {
  private final Invocation invocation;
  private final DemoStory story;

  DemoBacktests(Invocation invocation, DemoStory story) {
    this.invocation = invocation;
    this.story = story;
  }

  /** Runs them all, unless it is interrupted or one fails: then it says so and is false. */
  boolean run(DemoPlan plan, Path results) throws IOException {
    List<String> argv = Stream.concat(Stream.of("peak"), invocation.arguments().stream()).toList();
    int threads = Runtime.getRuntime().availableProcessors();
    int written = 0;
    double seconds = 0;
    try (Progress progress =
        new Progress(invocation.output(), "backtest", "runs", System::nanoTime)) {
      for (SweepRequest request : plan.requests(results, threads, argv)) {
        int before = written;
        SweepResult result =
            new Sweep()
                .run(
                    request,
                    (done, failed, total) -> progress.update((long) before + done, plan.runs()));
        written += result.written();
        seconds += result.seconds();
        if (result.stopped() || result.failed() > 0) {
          for (SweepResult.Failure failure : result.failures()) {
            invocation.output().notice(failure.folder() + ": " + failure.reason());
          }
          invocation
              .output()
              .notice(String.format(Locale.ROOT, "stopped after %,d runs in %s", written, results));
          return false;
        }
      }
    }
    story.ran(written, seconds, results);
    return true;
  }
}
