package tools.peak.cli;

import java.io.OutputStream;
import java.util.Map;
import tools.peak.cli.output.Output;
import tools.peak.cli.output.ReaderGone;
import tools.peak.cli.output.Terminal;

/** The entry of the command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    Map<String, String> env = System.getenv();
    System.exit(run(args, Output.ofProcess(Terminal.of(env)), env));
  }

  /**
   * Runs the command.
   *
   * @param args the arguments
   * @param out takes the results, in UTF-8
   * @param err takes everything else, in UTF-8
   * @param env the environment; where it does not say otherwise, no stream is a terminal
   * @return 0 done, 1 failed, 2 wrong usage, 3 done in part
   */
  public static int run(
      String[] args, OutputStream out, OutputStream err, Map<String, String> env) {
    return run(args, new Output(out, err, Terminal.of(env)), env);
  }

  private static int run(String[] args, Output output, Map<String, String> env) {
    try {
      int code = Dispatch.run(args, output, env);
      output.flush();
      return code;
    } catch (ReaderGone e) {
      return Exit.DONE;
    }
  }
}
