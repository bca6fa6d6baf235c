package tools.peak.cli.command.stack;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.stack.verify.Outcome;

@CommandLine.Command(
    name = "status",
    description = "Which programs of the stack are ready. Exit 1 if one is not.",
    footerHeading = "%nExamples:%n",
    footer = "  peak stack status")
final class StackStatusCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    List<Outcome> health = Health.within(PATIENCE);
    StackTable.print(invocation, Health.COLUMNS, Health.rows(health));
    return health.stream().allMatch(Outcome::isFound) ? Exit.DONE : Exit.FAILED;
  }
}
