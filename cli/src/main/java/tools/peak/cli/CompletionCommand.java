package tools.peak.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;

@CommandLine.Command(
    name = "completion",
    description =
        "Prints a script that teaches bash or zsh to complete peak's commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(peak completion)                         this shell (bash, zsh)",
      "  peak completion > ~/.local/share/bash-completion/completions/peak",
      "                                                    every bash from now on"
    })
final class CompletionCommand implements Command {
  @Override
  public int run(Invocation invocation) {
    invocation.output().print(AutoComplete.bash("peak", Commands.all(new CommandLine(new Peak()))));
    return Exit.DONE;
  }
}
