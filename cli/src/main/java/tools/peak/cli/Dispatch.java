package tools.peak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Interrupts;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.cli.command.LastTable;
import tools.peak.cli.command.Project;
import tools.peak.cli.complete.Completion;
import tools.peak.cli.output.CommandOutput;
import tools.peak.lake.LakeException;

/** From arguments to a command that ran, or to the help that was asked for. */
final class Dispatch {
  private Dispatch() {}

  static int run(
      String[] given, CommandOutput output, Map<String, String> env, Interrupts interrupts) {
    return run(given, output, env, interrupts, Lakes.EACH_ITS_OWN);
  }

  static int run(
      String[] given,
      CommandOutput output,
      Map<String, String> env,
      Interrupts interrupts,
      Lakes lakes) {
    if (given.length > 2 && given[0].equals(Completion.NAME)) {
      return Completion.run(given, output, env, new CompletedCommands());
    }
    Project project = Project.of(env);
    String[] args;
    try {
      args = new Shorthand(project, LastTable.of(env)).written(helpLast(given));
    } catch (CommandFailed e) {
      output.failure(("peak " + Commands.name(given)).strip() + ": " + e.getMessage());
      return e.exit();
    } catch (LakeException e) {
      output.failure(("peak " + Commands.name(given)).strip() + ": " + e.getMessage());
      return Exit.WRONG_USAGE;
    }
    if (args.length == 1 && args[0].equals("--version")) {
      output.line("peak " + version());
      return Exit.DONE;
    }
    Peak peak = new Peak();
    CommandLine line = Commands.line(peak, args).setExpandAtFiles(false);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args);
    } catch (ParameterException e) {
      if (Arrays.asList(args).contains("--help") || Arrays.asList(args).contains("-h")) {
        help(e.getCommandLine(), output);
        return Exit.DONE;
      }
      return Failure.usage(e, output);
    }
    CommandLine called = parsed.asCommandLineList().getLast();
    if (called.isUsageHelpRequested()) {
      help(called, output);
      return Exit.DONE;
    }
    if (line.isVersionHelpRequested()) {
      output.line("peak " + version());
      return Exit.DONE;
    }
    if (!(called.getCommandSpec().userObject() instanceof Command command)) {
      output.notices(usage(called, output));
      return Exit.WRONG_USAGE;
    }
    String complaint = peak.complaint();
    if (complaint != null) {
      return Failure.usage(new ParameterException(called, complaint), output);
    }
    output.quiet(peak.quiet);
    Invocation invocation;
    try {
      invocation = peak.invocation(args, output, env, interrupts, lakes, project);
    } catch (LakeException e) { // the project file
      return Failure.usage(new ParameterException(called, String.valueOf(e.getMessage())), output);
    }
    try {
      return peak.actor(env).during(() -> command.run(invocation));
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return Failure.report(e, called, invocation);
    }
  }

  static String version() {
    try (InputStream text = Dispatch.class.getResourceAsStream("version.txt")) {
      return text == null ? "unknown" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code peak help query} is {@code peak query --help}. */
  private static String[] helpLast(String[] args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    String[] moved = Arrays.copyOfRange(args, 1, args.length + 1);
    moved[args.length - 1] = "--help";
    return moved;
  }

  private static void help(CommandLine line, CommandOutput output) {
    output.print(usage(line, output));
  }

  private static String usage(CommandLine line, CommandOutput output) {
    return HelpPage.of(line, output.terminal());
  }
}
