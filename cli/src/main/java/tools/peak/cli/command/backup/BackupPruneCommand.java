package tools.peak.cli.command.backup;

import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Sizes;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupPrune;

@CommandLine.Command(
    name = "prune",
    description = {
      "Shows what would go from a backup if its newest versions alone were kept; --apply does it.",
      "It is refused when a manifest is damaged, or while a backup or a restore is under way."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak backup prune /mnt/backup/lake --keep 30",
      "  peak backup prune /mnt/backup/lake --keep 30 --apply"
    })
final class BackupPruneCommand implements Command {
  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "How many of the newest versions stay.")
  int keep;

  @Option(names = "--apply", description = "Do it.")
  boolean apply;

  @Override
  public int run(Invocation invocation) {
    BackupPrune plan;
    try (Backup backup = Backup.at(from)) {
      plan = backup.planPrune(keep);
      if (apply) {
        plan.apply(Clock.systemUTC());
      }
    }
    if (invocation.json()) {
      new Counts()
          .with("plan", plan.id())
          .with("versions", plan.versions().size())
          .with("files", plan.files())
          .with("bytes", plan.bytes())
          .with("applied", apply)
          .print(invocation);
      return Exit.DONE;
    }
    if (plan.versions().isEmpty() && plan.files() == 0) {
      invocation.output().line("nothing goes");
      return Exit.DONE;
    }
    invocation
        .output()
        .line(
            String.format(
                Locale.ROOT,
                "%s %s%s, %s, %s",
                apply ? "gone:" : "would go:",
                Counted.of(plan.versions().size(), "version"),
                plan.versions().isEmpty() ? "" : " (up to " + plan.versions().getLast() + ")",
                Counted.of(plan.files(), "object"),
                Sizes.of(plan.bytes())));
    if (!apply) {
      invocation.output().notice("do it: --apply");
    }
    return Exit.DONE;
  }
}
