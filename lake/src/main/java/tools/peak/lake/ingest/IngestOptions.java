package tools.peak.lake.ingest;

import java.time.Duration;
import tools.peak.evidence.folder.ReadLimits;

/**
 * How to load.
 *
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

  public IngestOptions withOnConflict(OnConflict value) {
    return new IngestOptions(
        value,
        settle,
        patience,
        checkContent,
        followLinks,
        maxFileSize,
        dryRun,
        restorePurged,
        threads);
  }

  public IngestOptions withSettle(Duration value) {
    return new IngestOptions(
        onConflict,
        value,
        patience,
        checkContent,
        followLinks,
        maxFileSize,
        dryRun,
        restorePurged,
        threads);
  }

  public IngestOptions withPatience(Duration value) {
    return new IngestOptions(
        onConflict,
        settle,
        value,
        checkContent,
        followLinks,
        maxFileSize,
        dryRun,
        restorePurged,
        threads);
  }

  public IngestOptions withCheckContent(boolean value) {
    return new IngestOptions(
        onConflict,
        settle,
        patience,
        value,
        followLinks,
        maxFileSize,
        dryRun,
        restorePurged,
        threads);
  }

  public IngestOptions withFollowLinks(boolean value) {
    return new IngestOptions(
        onConflict,
        settle,
        patience,
        checkContent,
        value,
        maxFileSize,
        dryRun,
        restorePurged,
        threads);
  }

  public IngestOptions withMaxFileSize(long value) {
    return new IngestOptions(
        onConflict,
        settle,
        patience,
        checkContent,
        followLinks,
        value,
        dryRun,
        restorePurged,
        threads);
  }

  public IngestOptions withDryRun(boolean value) {
    return new IngestOptions(
        onConflict,
        settle,
        patience,
        checkContent,
        followLinks,
        maxFileSize,
        value,
        restorePurged,
        threads);
  }

  public IngestOptions withRestorePurged(boolean value) {
    return new IngestOptions(
        onConflict,
        settle,
        patience,
        checkContent,
        followLinks,
        maxFileSize,
        dryRun,
        value,
        threads);
  }

  public IngestOptions withThreads(int value) {
    return new IngestOptions(
        onConflict,
        settle,
        patience,
        checkContent,
        followLinks,
        maxFileSize,
        dryRun,
        restorePurged,
        value);
  }
}
