package tools.peak.lake.ingest;

import java.time.Duration;
import java.util.function.Consumer;
import tools.peak.evidence.folder.ReadLimits;

/**
 * How to load.
 *
 * @param source whose runs are looked for
 * @param onConflict what happens to runs whose content changed
 * @param settle how long all files of a folder must have rested, unless its snippet is the newest
 * @param patience how long to wait for folders that are still being written
 * @param checkContent read also what looks unchanged: finds a change that keeps size and time
 * @param followLinks read files that links lead to in another of the folders that are named
 * @param maxFileSize bytes of any one file; a run that needs a larger one is refused
 * @param dryRun read and decide, but leave the lake as it is
 * @param restorePurged load runs again that a policy deleted
 * @param threads how many folders are read, and files written, at once
 */
public record IngestOptions(
    SourceChoice source,
    OnConflict onConflict,
    Duration settle,
    Duration patience,
    boolean checkContent,
    boolean followLinks,
    long maxFileSize,
    boolean dryRun,
    boolean restorePurged,
    int threads) {
  public static final IngestOptions DEFAULT =
      new IngestOptions(
          SourceChoice.DETECTED,
          OnConflict.REPLACE,
          Duration.ofSeconds(2),
          Duration.ZERO,
          false,
          false,
          ReadLimits.DEFAULT.maxFileSize(),
          false,
          false,
          Runtime.getRuntime().availableProcessors());

  public IngestOptions {
    if (settle.isNegative() || patience.isNegative() || maxFileSize < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "settle, patience, maxFileSize and threads must be positive");
    }
  }

  public IngestOptions withSource(SourceChoice value) {
    return with(draft -> draft.source = value);
  }

  public IngestOptions withOnConflict(OnConflict value) {
    return with(draft -> draft.onConflict = value);
  }

  public IngestOptions withSettle(Duration value) {
    return with(draft -> draft.settle = value);
  }

  public IngestOptions withPatience(Duration value) {
    return with(draft -> draft.patience = value);
  }

  public IngestOptions withCheckContent(boolean value) {
    return with(draft -> draft.checkContent = value);
  }

  public IngestOptions withFollowLinks(boolean value) {
    return with(draft -> draft.followLinks = value);
  }

  public IngestOptions withMaxFileSize(long value) {
    return with(draft -> draft.maxFileSize = value);
  }

  public IngestOptions withDryRun(boolean value) {
    return with(draft -> draft.dryRun = value);
  }

  public IngestOptions withRestorePurged(boolean value) {
    return with(draft -> draft.restorePurged = value);
  }

  public IngestOptions withThreads(int value) {
    return with(draft -> draft.threads = value);
  }

  private IngestOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** A copy in which one value is changed. */
  private static final class Draft {
    private SourceChoice source;
    private OnConflict onConflict;
    private Duration settle;
    private Duration patience;
    private boolean checkContent;
    private boolean followLinks;
    private long maxFileSize;
    private boolean dryRun;
    private boolean restorePurged;
    private int threads;

    Draft(IngestOptions from) {
      this.source = from.source;
      this.onConflict = from.onConflict;
      this.settle = from.settle;
      this.patience = from.patience;
      this.checkContent = from.checkContent;
      this.followLinks = from.followLinks;
      this.maxFileSize = from.maxFileSize;
      this.dryRun = from.dryRun;
      this.restorePurged = from.restorePurged;
      this.threads = from.threads;
    }

    IngestOptions options() {
      return new IngestOptions(
          source,
          onConflict,
          settle,
          patience,
          checkContent,
          followLinks,
          maxFileSize,
          dryRun,
          restorePurged,
          threads);
    }
  }
}
