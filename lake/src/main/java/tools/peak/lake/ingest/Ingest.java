package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Rejects.Refusal;
import tools.peak.lake.table.Presence;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.lake.write.BatchRun;
import tools.peak.lake.write.BatchWriter;

/**
 * One pass over run folders: walk, skip what is known, read, and load in batches. While a batch is
 * written the next is read.
 */
public final class Ingest {
  /** Source bytes of a batch: two of them are in memory at a time. */
  private static final long BATCH_BYTES = 160L << 20;

  private final Catalog catalog;
  private final TableStore tables;
  private final IngestOptions options;
  private final IngestListener listener;
  private final Clock clock;
  private final LakeTelemetry telemetry;
  private final long began = System.nanoTime();
  private final Counts counts = new Counts();
  private final BatchLoader loader;
  private final List<Path> roots;
  private final KnownRejects rejects;
  private final Map<String, Long> notices;
  private int batches;
  private boolean walked;

  private Ingest(
      Catalog catalog,
      TableStore tables,
      BatchWriter writer,
      List<Path> roots,
      IngestOptions options,
      IngestListener listener,
      Clock clock,
      LakeTelemetry telemetry) {
    this.telemetry = telemetry;
    this.catalog = catalog;
    this.tables = tables;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
    this.roots = roots;
    this.rejects = new KnownRejects(catalog.read(moment -> moment.rejects().paths()));
    this.notices = catalog.read(moment -> moment.notices().countsByPath());
    String names = roots.stream().map(Path::toString).collect(Collectors.joining("\n"));
    this.loader =
        new BatchLoader(
            catalog,
            tables,
            writer,
            options,
            clock,
            telemetry,
            UUID.randomUUID().toString(),
            names,
            counts);
  }

  /**
   * Makes a pass.
   *
   * <p>Interrupting the thread ends it early: what was committed stays, the rest is dropped.
   *
   * @throws LakeException if a root can't be walked or the lake can't be written
   */
  public static IngestResult run(
      Catalog catalog,
      TableStore tables,
      BatchWriter writer,
      List<Path> roots,
      IngestOptions options,
      IngestListener listener,
      Clock clock,
      LakeTelemetry telemetry) {
    List<Path> real;
    FolderWalk walk;
    try {
      walk = FolderWalk.of(roots);
      real = new ArrayList<>();
      for (Path root : roots) {
        real.add(root.toRealPath());
      }
    } catch (IOException e) {
      throw new LakeException(Code.IO, String.valueOf(e.getMessage()), e);
    }
    return new Ingest(catalog, tables, writer, real, options, listener, clock, telemetry)
        .pass(walk);
  }

  private IngestResult pass(FolderWalk walk) {
    boolean interrupted = false;
    ReadLimits limits = ReadLimits.DEFAULT.withMaxFileSize(options.maxFileSize());
    try (FolderQueue queue = FolderQueue.start(walk, counts);
        FolderReaders readers = new FolderReaders(walk, limits, options.threads());
        Turn turn = new Turn(catalog.folder().ingestLock());
        BatchCommitter committer = new BatchCommitter(loader, telemetry)) {
      Collecting batch = new Collecting(readers, committer, turn);
      while (!walked) {
        FolderQueue.Portion portion = queue.take();
        walked = portion.last();
        long _ = counts.passedOver.addAndGet(portion.passedOver());
        refuse(portion.unreadable(), committer);
        batch.add(portion.folders());
        report();
      }
      batch.flush();
      requireRoots();
      clearVanished();
      requireWholeLake();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException e) {
      if (!DiskFailure.isInterruption(e)) {
        throw DiskFailure.of(catalog.folder().root().toString(), e);
      }
      interrupted = true;
    }
    report();
    return result(interrupted);
  }

  /** A folder is unchanged only if the lake still has what was read from it. */
  private void requireWholeLake() {
    if (counts.unchanged.get() > 0) {
      Presence.require(catalog.current(), tables);
    }
  }

  private IngestResult result(boolean interrupted) {
    return new IngestResult(
        counts.added.get(),
        counts.replaced.get(),
        counts.unchanged.get(),
        counts.skipped.get(),
        counts.purged.get(),
        counts.waiting.get(),
        counts.rejected.get(),
        counts.newlyRejected.get(),
        counts.notices.get(),
        counts.passedOver.get(),
        interrupted,
        seconds(),
        Long.toString(catalog.current().number()));
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void report() {
    listener.progress(
        new IngestListener.Progress(
            counts.found.get(),
            walked,
            counts.done(),
            counts.loaded(),
            counts.rejected.get(),
            seconds()));
  }

  /** Folders that have to be read: neither unchanged nor still being written. */
  private List<RunFolder> unknown(List<RunFolder> folders) {
    Map<String, Fingerprint> known =
        catalog.read(
            moment ->
                moment
                    .runs()
                    .fingerprints(folders.stream().map(f -> f.path().toString()).toList()));
    List<RunFolder> unknown = new ArrayList<>();
    long unchanged = 0;
    for (RunFolder folder : folders) {
      String path = folder.path().toString();
      if (rejects.contains(path)) {
        rejects.saw(path);
      } else if (folder.fingerprint().equals(known.get(path))) {
        unchanged++;
        long _ = counts.notices.addAndGet(notices.getOrDefault(path, 0L));
        continue;
      }
      if (folder.isComplete(clock.instant(), options.settle())) {
        unknown.add(folder);
      } else {
        long _ = counts.waiting.incrementAndGet();
      }
    }
    long _ = counts.unchanged.addAndGet(unchanged);
    LakeSignals signals = telemetry.on();
    if (signals != null && !options.dryRun()) {
      signals.runs("unchanged", unchanged);
    }
    return unknown;
  }

  private void refuse(List<FolderQueue.Unreadable> folders, BatchCommitter committer)
      throws InterruptedException {
    if (!folders.isEmpty()) {
      requireRoots();
      ReadBatch batch = new ReadBatch(batches++);
      for (FolderQueue.Unreadable folder : folders) {
        rejects.sawUnreadable(folder.path());
        batch.refusals().add(new Refusal(folder.path(), null, List.of(folder.problem())));
      }
      committer.submit(batch);
    }
  }

  /** Collects folders into batches by their size on disk, and reads each batch when it is full. */
  private final class Collecting {
    private final FolderReaders readers;
    private final BatchCommitter committer;
    private final Turn turn;
    private List<RunFolder> folders = new ArrayList<>();
    private long bytes;

    Collecting(FolderReaders readers, BatchCommitter committer, Turn turn) {
      this.readers = readers;
      this.committer = committer;
      this.turn = turn;
    }

    void add(List<RunFolder> found) throws InterruptedException, IOException {
      for (RunFolder folder : unknown(found)) {
        if (isFullWith(folder)) {
          takeTurn();
          if (isFullWith(folder)) {
            read();
          }
        }
        folders.add(folder);
        bytes += folder.bytes();
      }
      if (turn.isOver()) {
        flush();
        turn.end();
      }
    }

    void flush() throws InterruptedException, IOException {
      if (!folders.isEmpty()) {
        takeTurn();
        read();
      }
      committer.await();
    }

    private boolean isFullWith(RunFolder folder) {
      return bytes > 0 && bytes + folder.bytes() > BATCH_BYTES;
    }

    /** What others have loaded while this one waited need not be read. */
    private void takeTurn() throws IOException {
      if (!turn.isOurs()) {
        turn.take();
        folders = unknown(folders);
        bytes = folders.stream().mapToLong(RunFolder::bytes).sum();
      }
    }

    private void read() throws InterruptedException {
      ReadBatch batch = new ReadBatch(batches++);
      for (Future<List<FolderReaders.Outcome>> answer : readers.submit(folders)) {
        for (FolderReaders.Outcome outcome : FolderReaders.await(answer)) {
          sort(outcome, batch);
        }
        report();
      }
      requireRoots();
      committer.submit(batch);
      folders = new ArrayList<>();
      bytes = 0;
    }
  }

  private void sort(FolderReaders.Outcome outcome, ReadBatch batch) {
    String path = outcome.folder().path().toString();
    switch (outcome.reading()) {
      case null -> {
        long _ = counts.waiting.incrementAndGet();
      }
      case Reading.Loaded(var run, var notices) ->
          batch
              .candidates()
              .add(new Candidate(BatchRun.of(run, path), outcome.folder().fingerprint(), notices));
      case Reading.Refused(var runId, var problems) -> {
        rejects.saw(path);
        batch.refusals().add(new Refusal(path, runId, problems));
      }
      case Reading.NotARun() -> {
        long _ = counts.passedOver.incrementAndGet();
        if (rejects.contains(path)) {
          batch.mended().add(path);
        }
      }
    }
  }

  /** A source that went away is no folder after folder that was not there. */
  private void requireRoots() {
    for (Path root : roots) {
      if (Files.notExists(root)) {
        long loaded = counts.loaded();
        throw new LakeException(
            Code.IO,
            root
                + (loaded == 0
                    ? " went away while it was read; the lake is as before"
                    : " went away while it was read; %,d runs were loaded before"
                        .formatted(loaded)));
      }
    }
  }

  private void clearVanished() {
    Set<String> vanished = options.dryRun() ? Set.of() : rejects.vanished(roots);
    if (!vanished.isEmpty()) {
      boolean _ =
          catalog.change(
              "ingest",
              change -> {
                change.rejects().clear(vanished);
                return true;
              });
    }
  }
}
