package tools.peak.cli.command;

import java.nio.file.Path;
import java.util.List;
import tools.peak.cli.output.CommandOutput;

/**
 * What a command runs in.
 *
 * @param arguments the whole command line, without {@code peak}
 * @param lake the lake's folder, which need not exist
 * @param lakes where it is opened by commands that only ask
 * @param json whether results are one JSON document
 * @param verbose whether a failure shows its stack trace
 */
public record Invocation(
    List<String> arguments,
    CommandOutput output,
    Interrupts interrupts,
    Path lake,
    Lakes lakes,
    boolean json,
    boolean verbose) {
  public Invocation {
    arguments = List.copyOf(arguments);
  }

  /** The lake, for a command that only asks. */
  public Lakes.Opened open() {
    return lakes.open(lake);
  }
}
