package tools.peak.cli;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Map;
import java.util.function.IntSupplier;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Interrupts;
import tools.peak.cli.output.CommandOutput;
import tools.peak.telemetry.SpanScope;
import tools.peak.telemetry.Telemetry;

/** A command that is a trace: its span begins with it, and all is sent before the process ends. */
final class TracedCommand {
  private static final AttributeKey<Long> EXIT_CODE = AttributeKey.longKey("process.exit.code");

  private TracedCommand() {}

  /**
   * Runs the command with telemetry as the variables ask for it.
   *
   * @param keep whether the command's own span is kept whatever the sampler says
   */
  static int run(
      String command,
      Map<String, String> env,
      boolean keep,
      CommandOutput output,
      Interrupts interrupts,
      IntSupplier body) {
    String name = "peak " + command;
    try (Telemetry telemetry =
        Telemetry.start("peak-" + command, env, warning -> output.notice(name + ": " + warning))) {
      // Whoever ends the process waits for the command first, so that its last spans are sent too.
      interrupts.beforeTheEnd(telemetry::close);
      return keep
          ? SpanScope.keep(name, Attributes.empty(), () -> told(body.getAsInt()))
          : SpanScope.call(name, Attributes.empty(), () -> told(body.getAsInt()));
    }
  }

  private static int told(int exit) {
    Span span = Span.current().setAttribute(EXIT_CODE, (long) exit);
    if (exit == Exit.FAILED || exit == Exit.WRONG_USAGE) {
      span.setStatus(StatusCode.ERROR, "exit code " + exit);
    }
    return exit;
  }
}
