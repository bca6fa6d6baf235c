package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.lake.write.BatchWriter;

/**
 * One pass over a source of runs: find, skip what is known, read, and load in batches. While a
 * batch is written the next is read.
 */
public final class Ingest {
  private static final long LOOK_AGAIN_NANOS = 250_000_000;

  private final Catalog catalog;
  private final TableStore tables;
  private final IngestOptions options;
  private final IngestListener listener;
  private final InstantSource clock;
  private final LakeTelemetry telemetry;
  private final RunSource source;
  private final long began = System.nanoTime();
  private final IngestCounts counts = new IngestCounts();
  private final BatchLoader loader;
  private final KnownRejects rejects;
  private boolean found;

  private Ingest(
      Catalog catalog,
      TableStore tables,
      BatchWriter writer,
      RunSource source,
      IngestOptions options,
      IngestListener listener,
      InstantSource clock,
      LakeTelemetry telemetry) {
    this.catalog = catalog;
    this.tables = tables;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
    this.telemetry = telemetry;
    this.source = source;
    this.rejects = new KnownRejects(catalog.read(moment -> moment.rejects().paths()));
    this.loader =
        new BatchLoader(catalog, tables, writer, options, clock, telemetry, counts, source);
  }

  /**
   * Makes a pass over run folders, what other tools left, and folders of them.
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
      InstantSource clock,
      LakeTelemetry telemetry) {
    RunSource source;
    try {
      source = source(roots, options, clock);
    } catch (IOException e) {
      throw new LakeException(Code.IO, String.valueOf(e.getMessage()), e);
    }
    return new Ingest(catalog, tables, writer, source, options, listener, clock, telemetry).pass();
  }

  private static RunSource source(List<Path> roots, IngestOptions options, InstantSource clock)
      throws IOException {
    ReadLimits limits = ReadLimits.DEFAULT.withMaxFileSize(options.maxFileSize());
    return options.source() instanceof SourceChoice.Mapped(Path mapping)
        ? MappedRunSource.of(roots, mapping, options.followLinks(), limits)
        : FolderRunSource.of(roots, options.source(), options.followLinks(), limits, clock);
  }

  private IngestResult pass() {
    boolean interrupted = false;
    MemoryShares memory = MemoryShares.of(Runtime.getRuntime().maxMemory());
    UnfinishedItems unfinished = new UnfinishedItems(options.patience().isPositive(), counts);
    ChangedItems changed =
        new ChangedItems(catalog, options, clock, telemetry, rejects, unfinished, counts);
    try (SourceQueue queue = SourceQueue.start(source, counts);
        ItemReaders readers = new ItemReaders(options.threads(), memory.ahead());
        IngestLock lock =
            options.dryRun()
                ? IngestLock.ofNobody()
                : IngestLock.of(catalog.folder().ingestLock());
        BatchCommitter committer = new BatchCommitter(loader, source, counts, telemetry)) {
      BatchReader batches =
          new BatchReader(
              changed,
              readers,
              lock,
              committer,
              rejects,
              unfinished,
              counts,
              memory.batch(),
              this::report);
      while (!found) {
        SourceQueue.Portion portion = queue.take();
        found = portion.last();
        long _ = counts.passedOver.addAndGet(portion.passedOver());
        refuse(portion.unreadable(), committer);
        batches.add(portion.items());
        report();
      }
      batches.finish();
      await(unfinished, batches);
      committer.requireSource();
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
    return counts.result(interrupted, seconds(), Long.toString(catalog.current().number()));
  }

  /**
   * Looks at what is being written again and again, until all of it is or patience is at its end.
   */
  private void await(UnfinishedItems unfinished, BatchReader batches)
      throws InterruptedException, IOException {
    long until = System.nanoTime() + TimeUnit.NANOSECONDS.convert(options.patience());
    for (long left = until - System.nanoTime();
        left > 0 && !unfinished.isEmpty();
        left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_AGAIN_NANOS));
      batches.add(unfinished.lookAgain());
      batches.finish();
      report();
    }
  }

  private void refuse(List<Reject> unreadable, BatchCommitter committer)
      throws InterruptedException {
    if (!unreadable.isEmpty()) {
      unreadable.forEach(reject -> rejects.saw(reject.path()));
      committer.submit(new Batch(List.of(), Set.of(), unreadable, List.of()));
    }
  }

  private void clearVanished() {
    Set<String> vanished = options.dryRun() ? Set.of() : rejects.vanishedFrom(source);
    if (!vanished.isEmpty()) {
      boolean _ =
          catalog.change(
              "ingest",
              change -> {
                change.rejects().clear(vanished);
                var _ = change.deed().number("rejects_cleared", vanished.size());
                return true;
              });
    }
  }

  /** A folder is unchanged only if the lake still has what was read from it. */
  private void requireWholeLake() {
    if (counts.unchanged.get() > 0) {
      Presence.require(catalog, tables);
    }
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void report() {
    listener.progress(counts.progress(found, seconds()));
  }
}
