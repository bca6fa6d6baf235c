package tools.peak.lake.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.write.StagedRun;

/** Collects changed items into batches by their weight, and reads each batch when it is full. */
final class BatchReader {
  /** Source bytes of a batch: two of them are in memory at a time. */
  private static final long BATCH_BYTES = 160L << 20;

  private final ChangedItems changed;
  private final ItemReaders readers;
  private final IngestLock lock;
  private final BatchCommitter committer;
  private final KnownRejects rejects;
  private final UnfinishedItems unfinished;
  private final IngestCounts counts;
  private final Runnable progress;
  private List<RunSource.Item> items = new ArrayList<>();
  private long bytes;

  BatchReader(
      ChangedItems changed,
      ItemReaders readers,
      IngestLock lock,
      BatchCommitter committer,
      KnownRejects rejects,
      UnfinishedItems unfinished,
      IngestCounts counts,
      Runnable progress) {
    this.changed = changed;
    this.readers = readers;
    this.lock = lock;
    this.committer = committer;
    this.rejects = rejects;
    this.unfinished = unfinished;
    this.counts = counts;
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
    return bytes > 0 && bytes + item.weight() > BATCH_BYTES;
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
    Batch batch = new Batch();
    for (Future<List<ItemReaders.Outcome>> answer : readers.submit(items)) {
      for (ItemReaders.Outcome outcome : ItemReaders.await(answer)) {
        outcome
            .reading()
            .ifPresentOrElse(
                reading -> sort(outcome.item(), reading, batch),
                () -> unfinished.add(outcome.item()));
      }
      progress.run();
    }
    committer.submit(batch);
    items = new ArrayList<>();
    bytes = 0;
  }

  private void sort(RunSource.Item item, Reading reading, Batch batch) {
    switch (reading) {
      case Reading.Loaded(var run, var notices) ->
          batch.runs().add(StagedRun.of(run, item.id(), item.fingerprint(), notices));
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
  }
}
