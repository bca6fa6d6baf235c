package tools.peak.cli;

import java.io.OutputStream;
import java.util.Map;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Interrupts;
import tools.peak.cli.output.BrokenPipe;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.OutputFailed;
import tools.peak.cli.output.Terminal;

/** The entry of the command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    Map<String, String> env = System.getenv();
    Interrupts interrupts = Interrupts.ofProcess();
    CommandOutput output = CommandOutput.ofProcess(Terminal.of(env));
    if (env.getOrDefault("PEAK_LOG", "").equals("json")) {
      output.noticesTo(LogLines::write);
    }
    int code = run(args, output, env, interrupts);
    interrupts.end();
    System.exit(code);
  }

  /**
   * Runs the command. Interrupting the thread ends what takes long: what was done stays.
   *
   * @param args the arguments
   * @param out takes the results, in UTF-8
   * @param err takes everything else, in UTF-8
   * @param env the environment; where it does not say otherwise, no stream is a terminal
   * @return 0 done, 1 failed, 2 wrong usage, 3 done in part
   */
  public static int run(
      String[] args, OutputStream out, OutputStream err, Map<String, String> env) {
    return run(args, new CommandOutput(out, err, Terminal.of(env)), env, Interrupts.none());
  }

  private static int run(
      String[] args, CommandOutput output, Map<String, String> env, Interrupts interrupts) {
    String command = Commands.name(args);
    Map<String, String> telemetry = TelemetryVariables.of(env, command, args);
    if (Commands.names().contains(command) && TelemetryVariables.isIn(telemetry)) {
      return TracedCommand.run(
          command,
          telemetry,
          TelemetryVariables.samplesCycles(env, telemetry),
          output,
          interrupts,
          () -> answer(args, output, env, interrupts));
    }
    return answer(args, output, env, interrupts);
  }

  private static int answer(
      String[] args, CommandOutput output, Map<String, String> env, Interrupts interrupts) {
    try {
      int code = Dispatch.run(args, output, env, interrupts);
      output.flush();
      return code;
    } catch (BrokenPipe e) {
      return Exit.DONE;
    } catch (OutputFailed e) {
      output.failure(("peak " + Commands.name(args)).strip() + ": " + e.getMessage());
      return Exit.FAILED;
    }
  }
}
