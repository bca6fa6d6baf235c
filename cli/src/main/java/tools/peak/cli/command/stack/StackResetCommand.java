package tools.peak.cli.command.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;

@CommandLine.Command(
    name = "reset",
    description = "Stops the stack and deletes its data: metrics, traces, logs. Asks first.",
    footerHeading = "%nExamples:%n",
    footer = "  peak stack reset")
final class StackResetCommand implements Command {
  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Containers containers = Containers.find(StackFolder.composeFile());
    if (!yes) {
      invocation
          .output()
          .notice("this deletes all metrics, traces and logs of the stack; type yes:");
      BufferedReader typed =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      if (!"yes".equals(typed.readLine())) {
        throw CommandFailed.failed("nothing was deleted; peak stack reset --yes does not ask");
      }
    }
    containers.composed(invocation.output()::notice, List.of("down", "--volumes"));
    invocation.output().notice("the stack is down and its data are deleted");
    return Exit.DONE;
  }
}
