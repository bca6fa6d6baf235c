package tools.peak.cli.command.stack;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;

@CommandLine.Command(
    name = "down",
    description = "Stops the stack. Its data stay, for the next peak stack up.",
    footerHeading = "%nExamples:%n",
    footer = "  peak stack down")
final class StackDownCommand implements Command {
  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Containers.find(StackFolder.composeFile())
        .composed(invocation.output()::notice, List.of("down"));
    invocation.output().notice("the stack is down; its data stay (peak stack reset deletes them)");
    return Exit.DONE;
  }
}
