package tools.peak.telemetry;

import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** A program of a user, for tests that need a process of their own. */
final class TracedProgram {
  static final int EXIT = 3;

  private TracedProgram() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    Telemetry telemetry = Telemetry.start("peak-program");
    try (Scope _ = LogContext.NONE.withRun("run_1").makeCurrent()) {
      int sum =
          SpanScope.call(
              "backtest.run",
              () -> {
                Metrics.counter("program.runs").add(1);
                LoggerFactory.getLogger("tools.peak.program").info("run ended");
                return 40 + 2;
              });
      out.println(sum);
      out.flush();
    }
    if (args.length > 0) {
      // Until the test ends this process.
      out.println("read " + System.in.read());
    }
    long start = System.nanoTime();
    telemetry.close();
    out.println(Duration.ofNanos(System.nanoTime() - start).toMillis());
    System.exit(EXIT);
  }
}
