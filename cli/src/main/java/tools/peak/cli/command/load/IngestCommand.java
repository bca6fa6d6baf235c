package tools.peak.cli.command.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.LowerCase;
import tools.peak.cli.output.Progress;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.ingest.OnConflict;

@CommandLine.Command(
    name = "ingest",
    description = {
      "Loads run folders, and what other tools left, into the lake, which is made if it is"
          + " missing.",
      "Input is never changed. The same folder again changes nothing."
    },
    footerHeading =
        "%nExit code 3: this pass refused something that was not known before."
            + " 4: all that it found is still being written.%n%nExamples:%n",
    footer = {
      "  peak ingest results                        all runs below results/",
      "  peak ingest results --on-conflict skip     leave changed runs as they are",
      "  peak ingest results --dry-run              say what would happen",
      "  peak ingest results --wait 30s             wait for what is being written",
      "  peak ingest results --check-content        after rsync -t or cp -p",
      "  peak ingest user_data mlruns               freqtrade's results and MLflow's, by what lies"
          + " there",
      "  peak ingest old.db --as mlflow             a file of another name",
      "  peak ingest sweeps --map mapping.toml      any other form, by a mapping",
      "  peak --json ingest a b c                   counts for a script"
    })
public final class IngestCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A run folder, a file or folder of another tool, or a folder of them.")
  List<Path> paths = new ArrayList<>();

  @Mixin SourceOption source = new SourceOption();

  @Option(
      names = "--on-conflict",
      paramLabel = "replace|skip|fail",
      converter = Conflict.class,
      description = "What happens to a run whose content changed (default: replace).")
  OnConflict onConflict = OnConflict.REPLACE;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = Quantities.OfTime.class,
      description = "How long files must have rested (default: 2s), unless the snippet is newest.")
  Duration settle = IngestOptions.DEFAULT.settle();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = Quantities.OfTime.class,
      description = "How long to wait for folders that are still being written (default: 0s).")
  Duration patience = IngestOptions.DEFAULT.patience();

  @Option(
      names = "--check-content",
      description = "Read folders that look unchanged, too: finds changes that keep size and time.")
  boolean checkContent;

  @Option(
      names = "--follow-links",
      description = "Read files that links lead to in another of the PATHs; nothing beyond them.")
  boolean followLinks;

  @Option(
      names = "--max-file-size",
      paramLabel = "SIZE",
      converter = Quantities.OfBytes.class,
      description = "Refuse runs that need a larger file; others are listed unread.")
  long maxFileSize = IngestOptions.DEFAULT.maxFileSize();

  @Option(names = "--dry-run", description = "Read and decide, but leave the lake as it is.")
  boolean dryRun;

  @Option(names = "--strict", description = "Exit with 3 on any refusal or notice, known or new.")
  boolean strict;

  @Option(names = "--restore-purged", description = "Load runs again that a policy deleted.")
  boolean restorePurged;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Folders that are read at once (default: the processors).")
  int threads = IngestOptions.DEFAULT.threads();

  @Override
  public int run(Invocation invocation) {
    if (threads < 1) {
      throw CommandFailed.wrongUsage("--threads must be at least 1, not " + threads);
    }
    invocation.interrupts().answered(PATIENCE);
    IngestOptions options =
        IngestOptions.DEFAULT
            .withSource(source.choice())
            .withOnConflict(onConflict)
            .withSettle(settle)
            .withPatience(patience)
            .withCheckContent(checkContent)
            .withFollowLinks(followLinks)
            .withMaxFileSize(maxFileSize)
            .withDryRun(dryRun)
            .withRestorePurged(restorePurged)
            .withThreads(threads);
    IngestResult result;
    try (Lake lake = Lake.openOrCreate(invocation.lake());
        Progress progress = new Progress(invocation.output(), "ingest", "runs", System::nanoTime)) {
      result = lake.ingest(paths, options, listener(progress));
    } catch (LakeException e) {
      // Nothing is asked here: what the lake refuses is what it was given, such as a changed run.
      throw e.code() == LakeException.Code.INVALID_REQUEST
          ? CommandFailed.failed(e.getMessage())
          : e;
    }
    if (invocation.json()) {
      IngestReport.json(result).print(invocation);
    } else {
      invocation.output().line(IngestReport.line(result, dryRun));
      IngestReport.noneIsRun(result, source.isMapped()).ifPresent(invocation.output()::notice);
    }
    if (result.interrupted()) {
      return Exit.FAILED;
    }
    if ((strict ? result.rejected() + result.notices() : result.newlyRejected()) > 0) {
      return Exit.DONE_IN_PART;
    }
    return IngestReport.allAreWaiting(result) ? Exit.WAITING : Exit.DONE;
  }

  /** Loads with the default options and a progress bar. */
  public static IngestResult load(Invocation invocation, Lake lake, List<Path> roots) {
    try (Progress progress =
        new Progress(invocation.output(), "ingest", "runs", System::nanoTime)) {
      return lake.ingest(roots, IngestOptions.DEFAULT, listener(progress));
    }
  }

  private static IngestListener listener(Progress progress) {
    return at -> progress.update(at.done(), at.walked() ? at.found() : 0);
  }

  /** Reads the option in small letters. */
  static final class Conflict extends LowerCase<OnConflict> {
    Conflict() {
      super(OnConflict.class);
    }
  }
}
