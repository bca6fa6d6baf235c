package tools.peak.cli.command.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.load.IngestReport;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.BackupResult;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.retention.RetentionPlan;
import tools.peak.lake.upkeep.Compacted;
import tools.peak.lake.upkeep.CompactionListener;
import tools.peak.lake.upkeep.VerifyOptions;
import tools.peak.lake.upkeep.VerifyReport;
import tools.peak.storage.object.ObjectStore;
import tools.peak.storage.object.ObjectStores;

@CommandLine.Command(
    name = "nightly",
    description = {
      "What a lake wants every night: loads what is new, merges small files where it is worth it,",
      "shows what the retention rules would take (and takes nothing), backs up, and verifies a",
      "hundredth of the files byte for byte. A step that fails is told, and the others go on."
    },
    footerHeading =
        "%nExit code 1: a step failed or the lake is not whole; 3: folders were"
            + " refused.%n%nExamples:%n",
    footer = {
      "  peak nightly results --backup /mnt/backup/lake",
      "  peak --json nightly results | jq '.steps[].outcome'"
    })
public final class NightlyCommand implements Command {
  /** A partition of fewer small files is not worth a rewrite every night. */
  private static final int WORTH_IT = 5;

  private static final double SAMPLE = 0.01;

  @Parameters(paramLabel = "RESULTS", arity = "1..*", description = "Folders of runs.")
  List<Path> results = new ArrayList<>();

  @Option(
      names = "--backup",
      paramLabel = "TO",
      description = "Back up to there: a folder, s3://… or gs://….")
  @Nullable String backup;

  /** What a step came to; an exit code of 0 is none to tell. */
  private record Outcome(String text, int exit) {
    static Outcome good(String text) {
      return new Outcome(text, Exit.DONE);
    }
  }

  private interface Step {
    Outcome run(Lake lake) throws IOException;
  }

  @Override
  public int run(Invocation invocation) {
    List<Object> told = new ArrayList<>();
    int exit = Exit.DONE;
    try (Lake lake = Lake.openOrCreate(invocation.lake())) {
      exit = worse(exit, step(invocation, told, "ingest", lake, this::ingest));
      exit = worse(exit, step(invocation, told, "compact", lake, NightlyCommand::compact));
      exit = worse(exit, step(invocation, told, "retention", lake, NightlyCommand::retention));
      exit = worse(exit, step(invocation, told, "backup", lake, this::backup));
      exit = worse(exit, step(invocation, told, "verify", lake, NightlyCommand::verify));
    }
    if (invocation.json()) {
      new Counts().with("steps", told).with("exit", exit).print(invocation);
    }
    return exit;
  }

  /** A failure is worse than folders that were refused. */
  private static int worse(int one, int other) {
    return one == Exit.FAILED || other == Exit.FAILED ? Exit.FAILED : Math.max(one, other);
  }

  private static int step(
      Invocation invocation, List<Object> told, String name, Lake lake, Step step) {
    Outcome outcome;
    try {
      outcome = step.run(lake);
    } catch (LakeException | IOException e) {
      outcome = new Outcome("failed: " + e.getMessage(), Exit.FAILED);
    }
    if (invocation.json()) {
      told.add(Map.of("step", name, "outcome", outcome.text(), "exit", outcome.exit()));
    } else {
      invocation
          .output()
          .line(Visible.line(String.format(Locale.ROOT, "%-9s  %s", name, outcome.text())));
    }
    return outcome.exit();
  }

  private Outcome ingest(Lake lake) {
    IngestResult result = lake.ingest(results, IngestOptions.DEFAULT, IngestListener.NONE);
    return new Outcome(
        IngestReport.line(result, false),
        result.newlyRejected() > 0 ? Exit.DONE_IN_PART : Exit.DONE);
  }

  private static Outcome compact(Lake lake) {
    Compacted result = lake.compact(WORTH_IT, CompactionListener.NONE);
    return Outcome.good(
        result.filesAfter() == result.filesBefore()
            ? "nothing is worth it: " + Counted.of(result.filesBefore(), "file")
            : String.format(
                Locale.ROOT,
                "%s became %,d",
                Counted.of(result.filesBefore(), "file"),
                result.filesAfter()));
  }

  private static Outcome retention(Lake lake) {
    if (lake.retention().policy().read().rules().isEmpty()) {
      return Outcome.good("no rules: all runs stay");
    }
    RetentionPlan plan = lake.retention().plan(false);
    return Outcome.good(
        plan.taken().isEmpty()
            ? "nothing would go"
            : String.format(
                Locale.ROOT,
                "%s would go: peak retention apply %s",
                Counted.of(plan.taken().size(), "run"),
                plan.id()));
  }

  private Outcome backup(Lake lake) throws IOException {
    String place = backup;
    if (place == null) {
      return Outcome.good("none: --backup TO says where to");
    }
    try (ObjectStore store = ObjectStores.open(place, System.getenv())) {
      BackupResult result = lake.backup(store, BackupListener.NONE);
      return Outcome.good(
          String.format(
              Locale.ROOT,
              "version %d is in %s: %s, %,d copied",
              result.version(),
              place,
              Counted.of(result.files(), "file"),
              result.copied()));
    }
  }

  private static Outcome verify(Lake lake) {
    VerifyReport report = lake.verify(VerifyOptions.sample(SAMPLE));
    return report.isClean()
        ? Outcome.good(VerifyCommand.whole(report))
        : new Outcome(
            Counted.of(report.findings().size(), "finding")
                + ", such as: "
                + report.findings().getFirst().reason(),
            Exit.FAILED);
  }
}
