package tools.peak.lake.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.write.StagedRun;

/**
 * Collects changed items by their weight, and reads them when they are many. What was read is
 * loaded in one batch, or in several where it takes more memory than it did on disk.
 */
final class BatchReader {
  private static final long SOURCE_BYTES = 160L << 20;

  private final ChangedItems changed;
  private final ItemReaders readers;
  private final IngestLock lock;
  private final BatchCommitter committer;
  private final KnownRejects rejects;
  private final UnfinishedItems unfinished;
  private final IngestCounts counts;
  private final long decodedLimit;
  private final Runnable progress;
  private List<RunSource.Item> items = new ArrayList<>();
  private long bytes;
  private Batch batch = new Batch();
  private long decoded;

  BatchReader(
      ChangedItems changed,
      ItemReaders readers,
      IngestLock lock,
      BatchCommitter committer,
      KnownRejects rejects,
      UnfinishedItems unfinished,
      IngestCounts counts,
      long decodedLimit,
      Runnable progress) {
    this.changed = changed;
    this.readers = readers;
    this.lock = lock;
    this.committer = committer;
    this.rejects = rejects;
    this.unfinished = unfinished;
    this.counts = counts;
    this.decodedLimit = decodedLimit;
    this.progress = progress;
  }

  void add(List<RunSource.Item> found) throws InterruptedException, IOException {
    for (RunSource.Item item : changed.of(found)) {
      if (isFullWith(item)) {
        acquireLock();
        if (isFullWith(item)) {
          read();
        }
      }
      items.add(item);
      bytes += item.weight();
    }
    if (lock.isDue()) {
      finish();
    }
  }

  /** Everything that was added is in the lake afterwards, and others may load. */
  void finish() throws InterruptedException, IOException {
    if (!items.isEmpty()) {
      acquireLock();
      read();
    }
    committer.await();
    lock.release();
  }

  private boolean isFullWith(RunSource.Item item) {
    return bytes > 0 && bytes + item.weight() > SOURCE_BYTES;
  }

  /** What others have loaded while this one waited need not be read. */
  private void acquireLock() throws IOException {
    if (!lock.isHeld()) {
      lock.acquire();
      items = changed.of(items);
      bytes = items.stream().mapToLong(RunSource.Item::weight).sum();
    }
  }

  private void read() throws InterruptedException {
    List<RunSource.Item> outOfMemory = new ArrayList<>();
    readers.read(
        items,
        outcome -> {
          switch (outcome) {
            case ItemReaders.Outcome.Read(var item, var reading) -> take(item, reading);
            case ItemReaders.Outcome.Changed(var item) -> unfinished.add(item);
            case ItemReaders.Outcome.OutOfMemory(var item) -> outOfMemory.add(item);
          }
          progress.run();
        });
    submit();
    for (RunSource.Item item : outOfMemory) {
      readAlone(item);
    }
    items = new ArrayList<>();
    bytes = 0;
  }

  /** With nothing beside it in memory: what does not fit now never will. */
  private void readAlone(RunSource.Item item) throws InterruptedException {
    committer.await();
    readers.read(
        List.of(item),
        outcome -> {
          switch (outcome) {
            case ItemReaders.Outcome.Read(var _, var reading) -> take(item, reading);
            case ItemReaders.Outcome.Changed(var _) -> unfinished.add(item);
            case ItemReaders.Outcome.OutOfMemory(var _) ->
                take(item, new Reading.Refused(null, List.of(OutOfMemory.reading())));
          }
        });
    submit();
  }

  private void submit() throws InterruptedException {
    Batch full = batch;
    batch = new Batch();
    decoded = 0;
    committer.submit(full);
  }

  private void take(RunSource.Item item, Reading reading) throws InterruptedException {
    switch (reading) {
      case Reading.Loaded(var run, var notices) -> {
        batch.runs().add(StagedRun.of(run, item.id(), item.fingerprint(), notices, item.tags()));
        decoded += DecodedWeight.of(run);
        if (changed.wasReadBefore(item)) {
          batch.readBefore().add(item.id());
        }
      }
      case Reading.Refused(var runId, var problems) -> {
        rejects.saw(item.id());
        batch.rejects().add(new Reject(item.id(), runId, problems));
      }
      case Reading.NotARun() -> {
        long _ = counts.passedOver.incrementAndGet();
        if (rejects.contains(item.id())) {
          batch.mended().add(item.id());
        }
      }
    }
    if (decoded >= decodedLimit) {
      submit();
    }
  }
}
