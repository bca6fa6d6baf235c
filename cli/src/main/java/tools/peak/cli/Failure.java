package tools.peak.cli;

import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.BrokenPipe;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.OutputFailed;
import tools.peak.lake.LakeException;
import tools.peak.lake.ProcessMemory;
import tools.peak.lake.query.filter.Suggestion;
import tools.peak.runner.bars.BarsException;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.telemetry.Telemetry;

/** Turns what went wrong into one line and an exit code. */
final class Failure {
  /** By which option a part of a request is given. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("filter", "--where"),
          Map.entry("filter of rows", "--rows"),
          Map.entry("order", "--order-by"),
          Map.entry("columns", "--columns"),
          Map.entry("groups", "--by"),
          Map.entry("having", "--having"),
          Map.entry("statistics", "--agg"),
          Map.entry("period", "--period"),
          Map.entry("limit", "--limit"),
          Map.entry("page", "--after"),
          Map.entry("version", "--as-of"));

  /** What the command adds where the lake names what may be asked otherwise. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "lake", "name another with --lake",
          "every run", "give --all if that is meant",
          "conflicts", "--on-conflict replace takes it, skip leaves it out");

  private Failure() {}

  /** A failure of a command; the stack trace only where it was asked for. */
  static int report(Throwable failure, CommandLine called, Invocation invocation) {
    if (failure instanceof BrokenPipe) {
      return Exit.DONE;
    }
    if (!(failure instanceof OutputFailed)) {
      invocation.output().flush();
    }
    if (Telemetry.isOn()) {
      Span.current().recordException(failure);
    }
    if (invocation.verbose()) {
      invocation.output().trace(failure);
    }
    // Whatever an interrupt broke on its way, the reason is the interrupt.
    String message = Thread.currentThread().isInterrupted() ? "stopped" : named(failure, called);
    invocation.output().failure(called.getCommandSpec().qualifiedName() + ": " + message);
    return switch (failure) {
      case CommandFailed command -> command.exit();
      case LakeException lake when lake.code() == LakeException.Code.INVALID_REQUEST ->
          Exit.WRONG_USAGE;
      case ParameterException _ -> Exit.WRONG_USAGE;
      default -> Exit.FAILED;
    };
  }

  /** Arguments that make no sense, with what may have been meant. */
  static int usage(CommandLine.ParameterException failure, CommandOutput output) {
    CommandLine called = failure.getCommandLine();
    String line =
        Objects.requireNonNullElse(failure.getMessage(), "wrong arguments")
            .replaceFirst(" is not an? (int|long)$", " is no whole number");
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      if (called.getParent() == null && !unmatched.isUnknownOption()) {
        line = "no command '" + first + "'";
      }
      List<String> meant = near(first, unmatched.getSuggestions());
      if (!meant.isEmpty()) {
        line +=
            "; did you mean "
                + String.join(" or ", meant.subList(0, Math.min(3, meant.size())))
                + "?";
      }
    }
    return wrong(line, called, output);
  }

  /** Those that begin as what was written does, else the one that is nearly the same. */
  private static List<String> near(String written, List<String> words) {
    List<String> longer = words.stream().filter(word -> word.startsWith(written)).toList();
    return longer.isEmpty() ? Suggestion.nearest(written, words).stream().toList() : longer;
  }

  private static int wrong(String line, CommandLine called, CommandOutput output) {
    String name = called.getCommandSpec().qualifiedName();
    output.failure(name + ": " + line + " (" + name + " --help)");
    return Exit.WRONG_USAGE;
  }

  /** The message, with the option that it is about where the lake named a part of the request. */
  private static String named(Throwable failure, CommandLine called) {
    String message = message(failure);
    if (!(failure instanceof LakeException lake)) {
      return message;
    }
    String remedy = REMEDIES.get(lake.part());
    if (remedy != null) {
      boolean isMissing = lake.code() == LakeException.Code.NO_LAKE;
      return message + (isMissing ? ": make one with peak ingest, or " : ": ") + remedy;
    }
    String option = OPTIONS.get(lake.part());
    if (option == null || !called.getCommandSpec().optionsMap().containsKey(option)) {
      return message;
    }
    String phrase = " of the " + lake.part() + ": ";
    return message.contains(phrase)
        ? message.replace(phrase, " of " + option + ": ")
        : option + ": " + message;
  }

  private static String message(Throwable failure) {
    String text = failure.getMessage();
    return switch (failure) {
      case CommandFailed _,
          OutputFailed _,
          LakeException _,
          ParameterException _,
          BarsException _ ->
          Objects.requireNonNullElse(text, "failed");
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case AccessDeniedException denied -> denied.getFile() + ": no permission";
      case IOException io -> Objects.requireNonNullElse(text, io.getClass().getSimpleName());
      case OutOfMemoryError _ ->
          "out of memory: "
              + ProcessMemory.describe()
              + "; ask for less at a time, or give it more with PEAK_JAVA_OPTS=-Xmx4g";
      default ->
          failure.getClass().getSimpleName()
              + (text == null ? "" : ": " + text)
              + " (an error of peak's own; -v shows where)";
    };
  }
}
