package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import tools.peak.evidence.Fingerprint;
import tools.peak.evidence.FolderWalk;
import tools.peak.evidence.ReadLimits;
import tools.peak.evidence.Reading;
import tools.peak.evidence.RunFolder;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.internal.BatchRun;
import tools.peak.lake.internal.DiskFailure;
import tools.peak.lake.internal.catalog.Catalog;
import tools.peak.lake.internal.catalog.Rejects;
import tools.peak.lake.internal.catalog.Rejects.Refusal;
import tools.peak.lake.internal.catalog.RunIndex;
import tools.peak.lake.internal.iceberg.IcebergTables;
import tools.peak.lake.internal.parquet.BatchWriter;
import tools.peak.lake.internal.telemetry.LakeSignals;
import tools.peak.lake.internal.telemetry.LakeTelemetry;

/**
 * One pass over run folders: walk, skip what is known, read, and load in batches. While a batch is
 * written the next is read.
 */
public final class Ingest {
  /** Folders that are looked at together; bounds the memory of a pass. */
  private static final int WINDOW = 32_768;

  /** Source bytes of a batch: two of them are in memory at a time. */
  private static final long BATCH_BYTES = 160L << 20;

  private final Catalog catalog;
  private final IngestOptions options;
  private final IngestListener listener;
  private final Clock clock;
  private final LakeTelemetry telemetry;
  private final long began = System.nanoTime();
  private final Counts counts = new Counts();
  private final Set<String> seen = new HashSet<>();
  private final List<Path> unreadable = new ArrayList<>();
  private final BatchLoader loader;
  private final List<Path> roots;
  private Set<String> openRejects = Set.of();
  private int batches;
  private boolean walked;

  private Ingest(
      Catalog catalog,
      IcebergTables tables,
      BatchWriter writer,
      List<Path> roots,
      IngestOptions options,
      IngestListener listener,
      Clock clock,
      LakeTelemetry telemetry) {
    this.telemetry = telemetry;
    this.catalog = catalog;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
    this.roots = roots;
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
      IcebergTables tables,
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
    openRejects = openRejects();
    ReadLimits limits = ReadLimits.DEFAULT.withMaxFileSize(options.maxFileSize());
    try (FolderQueue queue = FolderQueue.start(walk, counts);
        FolderReaders readers = new FolderReaders(walk, limits, options.threads());
        Shares shares = new Shares(catalog.folder().ingestLock());
        BatchCommitter committer = new BatchCommitter(loader, telemetry)) {
      List<RunFolder> window = new ArrayList<>();
      while (!walked) {
        FolderQueue.Portion portion = queue.take();
        walked = portion.last();
        window.addAll(unknown(portion.folders()));
        refuse(portion.unreadable(), committer);
        if (window.size() >= WINDOW || walked) {
          load(window, readers, committer, shares);
          window.clear();
        }
        report();
      }
      committer.await();
      clearVanished();
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

  private Set<String> openRejects() {
    return catalog.read(Rejects::openPaths);
  }

  /** Folders that have to be read: neither unchanged nor still being written. */
  private List<RunFolder> unknown(List<RunFolder> folders) {
    Map<String, Fingerprint> known =
        catalog.read(
            c ->
                new RunIndex(c)
                    .fingerprints(folders.stream().map(f -> f.path().toString()).toList()));
    List<RunFolder> unknown = new ArrayList<>();
    long unchanged = 0;
    for (RunFolder folder : folders) {
      String path = folder.path().toString();
      if (openRejects.contains(path)) {
        seen.add(path);
      } else if (folder.fingerprint().equals(known.get(path))) {
        unchanged++;
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
      ReadBatch batch = new ReadBatch(batches++);
      for (FolderQueue.Unreadable folder : folders) {
        seen.add(folder.path());
        unreadable.add(Path.of(folder.path()));
        batch.refusals().add(new Refusal(folder.path(), null, List.of(folder.problem())));
      }
      committer.submit(batch, List.of());
    }
  }

  /** Takes the window share by share; shares that another process has are looked at last. */
  private void load(
      List<RunFolder> window, FolderReaders readers, BatchCommitter committer, Shares shares)
      throws InterruptedException, IOException {
    Map<Integer, List<RunFolder>> byShare = new TreeMap<>();
    for (RunFolder folder : window) {
      byShare
          .computeIfAbsent(Shares.of(folder.path().toString()), any -> new ArrayList<>())
          .add(folder);
    }
    List<Integer> order = rotated(byShare.keySet());
    List<Integer> later = new ArrayList<>();
    Collecting batch = new Collecting(readers, committer);
    for (int share : order) {
      FileLock lock = shares.tryTake(share);
      List<RunFolder> folders = byShare.getOrDefault(share, List.of());
      if (lock == null) {
        later.add(share);
      } else {
        // With others at work, what was unknown a moment ago may have been loaded since.
        batch.add(later.isEmpty() ? folders : unknown(folders), lock);
      }
    }
    batch.flush();
    while (!later.isEmpty()) {
      committer.await(); // never wait for another's share while holding one
      int awaited = later.removeFirst();
      FileLock lock = shares.take(awaited);
      batch.add(unknown(byShare.getOrDefault(awaited, List.of())), lock);
      for (int share : List.copyOf(later)) { // and those that were freed meanwhile: one commit
        FileLock free = shares.tryTake(share);
        if (free != null) {
          later.remove(Integer.valueOf(share));
          batch.add(unknown(byShare.getOrDefault(share, List.of())), free);
        }
      }
      batch.flush();
    }
    committer.await();
  }

  /** Processes that start together begin at different shares. */
  private static List<Integer> rotated(Collection<Integer> shares) {
    List<Integer> order = new ArrayList<>(shares);
    if (!order.isEmpty()) {
      Collections.rotate(order, ThreadLocalRandom.current().nextInt(order.size()));
    }
    return order;
  }

  /** Collects shares into batches by their size on disk, and reads each batch when it is full. */
  private final class Collecting {
    private final FolderReaders readers;
    private final BatchCommitter committer;
    private List<RunFolder> folders = new ArrayList<>();
    private List<FileLock> locks = new ArrayList<>();
    private long bytes;

    Collecting(FolderReaders readers, BatchCommitter committer) {
      this.readers = readers;
      this.committer = committer;
    }

    void add(List<RunFolder> share, FileLock lock) throws InterruptedException, IOException {
      for (RunFolder folder : share) {
        if (bytes > 0 && bytes + folder.bytes() > BATCH_BYTES) {
          read();
        }
        folders.add(folder);
        bytes += folder.bytes();
      }
      locks.add(lock);
    }

    void flush() throws InterruptedException, IOException {
      read();
    }

    private void read() throws InterruptedException {
      ReadBatch batch = new ReadBatch(batches++);
      for (Future<List<FolderReaders.Outcome>> answer : readers.submit(folders)) {
        for (FolderReaders.Outcome outcome : FolderReaders.await(answer)) {
          sort(outcome, batch);
        }
        report();
      }
      committer.submit(batch, locks);
      folders = new ArrayList<>();
      locks = new ArrayList<>();
      bytes = 0;
    }
  }

  private void sort(FolderReaders.Outcome outcome, ReadBatch batch) {
    String path = outcome.folder().path().toString();
    switch (outcome.reading()) {
      case null -> {
        long _ = counts.waiting.incrementAndGet();
      }
      case Reading.Loaded(var run) ->
          batch
              .candidates()
              .add(new Candidate(BatchRun.of(run, path), outcome.folder().fingerprint()));
      case Reading.Refused(var runId, var problems) -> {
        seen.add(path);
        batch.refusals().add(new Refusal(path, runId, problems));
      }
      case Reading.NotARun() -> {
        long _ = counts.passedOver.incrementAndGet();
        if (openRejects.contains(path)) {
          batch.mended().add(path);
        }
      }
    }
  }

  /** Folders that were refused once and are gone, or hold no artifacts now, are no rejects. */
  private void clearVanished() {
    if (options.dryRun()) {
      return;
    }
    Set<String> vanished =
        openRejects.stream()
            .filter(path -> !seen.contains(path))
            .filter(path -> roots.stream().anyMatch(Path.of(path)::startsWith))
            .filter(path -> unreadable.stream().noneMatch(Path.of(path)::startsWith))
            .collect(Collectors.toSet());
    if (!vanished.isEmpty()) {
      boolean _ =
          catalog.write(
              "ingest",
              change -> {
                change.rejects().clear(vanished);
                return true;
              });
    }
  }
}
