package tools.peak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.complete.Completion;

@CommandLine.Command(
    name = "completion",
    description = {
      "Prints a script that teaches bash or zsh to complete peak's commands, options and their",
      "values: runs, metrics, parameters, tags, what a filter may name."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(peak completion)                         this shell (bash, zsh)",
      "  echo 'source <(peak completion)' >> ~/.bashrc     every bash from now on",
      "  echo 'source <(peak completion)' >> ~/.zshrc      every zsh",
      "  peak completion > ~/.local/share/bash-completion/completions/peak",
      "                                                    bash, when it is first asked for"
    })
final class CompletionCommand implements Command {
  @Override
  public int run(Invocation invocation) throws IOException {
    try (InputStream script =
        Objects.requireNonNull(Completion.class.getResourceAsStream("peak.sh"))) {
      invocation.output().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return Exit.DONE;
  }
}
