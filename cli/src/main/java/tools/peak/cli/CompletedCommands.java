package tools.peak.cli;

import java.util.Set;
import picocli.CommandLine;
import tools.peak.cli.complete.Completion;

/** The commands as completion asks for them. */
final class CompletedCommands implements Completion.Commands {
  @Override
  public Set<String> names() {
    return Commands.names();
  }

  @Override
  public CommandLine line(String[] words, boolean withAll) {
    return withAll || Commands.names().contains(Commands.name(words))
        ? Commands.line(new Peak(), words)
        : new CommandLine(new Peak());
  }
}
