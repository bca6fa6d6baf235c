package tools.peak.cli.command.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.history.AuditTrail;
import tools.peak.storage.object.ObjectStore;
import tools.peak.storage.object.ObjectStores;

@CommandLine.Command(
    name = "verify",
    description = {
      "Reads the whole chain of the audit again: finds a row that was edited, dropped, put in or",
      "moved. Whoever rewrites all rows behind it too, and the lake's note of the newest, is found",
      "by a head that was written down elsewhere: give it with --head, or name a backup."
    },
    footerHeading = "%nExit code 1: a row is not what it was.%n%nExamples:%n",
    footer = {
      "  peak audit verify",
      "  peak audit verify --backup /mnt/backup/lake",
      "  peak audit verify --head 17:9b2f…   what this command said in March"
    })
final class AuditVerifyCommand implements Command {
  @Option(
      names = "--head",
      paramLabel = "SEQ:HASH",
      description = "A row that you know of: it must still be in the chain.")
  @Nullable String known;

  @Option(
      names = "--backup",
      paramLabel = "FROM",
      description = "Each version that was backed up there wrote a row down: all must be there.")
  @Nullable String from;

  @Override
  public int run(Invocation invocation) throws IOException {
    Audit.Check check;
    String head;
    try (Lake lake = Lake.open(invocation.lake())) {
      AuditTrail audit = lake.audit();
      check = against(audit);
      head = audit.head();
    }
    if (invocation.json()) {
      new Counts()
          .with("whole", check.isWhole())
          .with("rows", check.rows())
          .withNullable("first_bad", check.firstBad())
          .with("head", head)
          .print(invocation);
    } else {
      invocation.output().line(words(check, head));
    }
    return check.isWhole() ? Exit.DONE : Exit.FAILED;
  }

  private Audit.Check against(AuditTrail audit) throws IOException {
    Audit.Check check = audit.check();
    if (!check.isWhole()) {
      return check;
    }
    for (Audit.Head head : heads()) {
      if (!audit.holds(head)) {
        return new Audit.Check(check.rows(), head.seq(), "it is not the row of that head");
      }
    }
    return check;
  }

  /** What was written down elsewhere. */
  private List<Audit.Head> heads() throws IOException {
    List<Audit.Head> heads = new ArrayList<>();
    String written = known;
    if (written != null) {
      heads.add(
          Audit.Head.parse(written)
              .orElseThrow(
                  () ->
                      CommandFailed.wrongUsage(
                          "--head takes a row's number and hash, as peak audit verify says them:"
                              + " 17:9b2f…")));
    }
    String place = from;
    if (place != null) {
      try (ObjectStore store = ObjectStores.open(place, System.getenv())) {
        heads.addAll(Lake.backups(store).auditHeads());
      }
    }
    return heads;
  }

  private static String words(Audit.Check check, String head) {
    if (check.isWhole()) {
      return check.rows() == 0
          ? "no audit: an older Peak wrote this lake last; it begins with the next change"
          : String.format(Locale.ROOT, "whole: %,d rows · head %s", check.rows(), head);
    }
    return String.format(
        Locale.ROOT,
        "not whole: row %d: %s (%,d rows); compare with a backup",
        check.firstBad(),
        check.reason(),
        check.rows());
  }
}
