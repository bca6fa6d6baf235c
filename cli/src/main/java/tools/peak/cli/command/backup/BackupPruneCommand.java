package tools.peak.cli.command.backup;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.PrunePlan;

@CommandLine.Command(
    name = "prune",
    description = {
      "Shows which versions and objects would go from a backup if the newest versions stay; with",
      "--apply they go. Where anything is missing that it must know, nothing goes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak backup prune /mnt/backup/lake --keep 30",
      "  peak backup prune /mnt/backup/lake --keep 30 --plan 3f9c01ab --apply"
    })
final class BackupPruneCommand implements Command {
  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "How many of the newest versions stay, at least 1.")
  int keep;

  @Option(names = "--apply", description = "Do it.")
  boolean apply;

  @Option(
      names = "--plan",
      paramLabel = "ID",
      description = "Only if it is still the plan that was shown.")
  String plan = "";

  @Override
  public int run(Invocation invocation) throws IOException {
    PrunePlan shown =
        BackupPlace.at(
            from,
            store ->
                apply
                    ? Lake.backups(store).prune(keep, plan)
                    : Lake.backups(store).planPrune(keep));
    if (invocation.json()) {
      new Counts()
          .with("plan", shown.id())
          .with("versions", shown.dropped().size())
          .with("files", shown.objects().size())
          .with("bytes", shown.bytes())
          .with("applied", apply)
          .print(invocation);
      return Exit.DONE;
    }
    invocation
        .output()
        .line(
            shown.isEmpty()
                ? String.format(
                    Locale.ROOT,
                    "nothing %s: %,d stay",
                    apply ? "went" : "goes",
                    shown.kept().size())
                : String.format(
                    Locale.ROOT,
                    "plan %s: %,d of %,d versions %s%s, %,d objects, %,d bytes",
                    shown.id(),
                    shown.dropped().size(),
                    shown.dropped().size() + shown.kept().size(),
                    apply ? "went" : "go",
                    range(shown.dropped()),
                    shown.objects().size(),
                    shown.bytes()));
    if (!apply && !shown.isEmpty()) {
      invocation.output().notice("apply it: the same with --plan " + shown.id() + " --apply");
    }
    return Exit.DONE;
  }

  private static String range(List<Long> versions) {
    if (versions.isEmpty()) {
      return "";
    }
    long first = versions.getFirst();
    long last = versions.getLast();
    return first == last ? " (" + first + ")" : " (" + first + " to " + last + ")";
  }
}
