package tools.peak.lake.ingest;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.telemetry.LakeTelemetry;

/** Loads one batch at a time on a thread of its own, while the next is read. */
final class BatchCommitter implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final BatchLoader loader;
  private final RunSource source;
  private final IngestCounts counts;
  private final LakeTelemetry telemetry;
  private @Nullable Future<?> pending;

  BatchCommitter(
      BatchLoader loader, RunSource source, IngestCounts counts, LakeTelemetry telemetry) {
    this.loader = loader;
    this.source = source;
    this.counts = counts;
    this.telemetry = telemetry;
  }

  void submit(Batch batch) throws InterruptedException {
    requireSource();
    await();
    pending = thread.submit(telemetry.carrying(() -> loader.load(batch)));
  }

  /** A source that went away is no item after item that was not there. */
  void requireSource() {
    source
        .missing()
        .ifPresent(
            root -> {
              long loaded = counts.loaded();
              throw new LakeException(
                  Code.IO,
                  root
                      + (loaded == 0
                          ? " went away while it was read; the lake is as before"
                          : String.format(
                              Locale.ROOT,
                              " went away while it was read; %,d runs were loaded before",
                              loaded)));
            });
  }

  void await() throws InterruptedException {
    Future<?> batch = pending;
    pending = null;
    if (batch == null) {
      return;
    }
    try {
      batch.get();
    } catch (ExecutionException e) {
      throw Failures.of("loading a batch", e.getCause());
    }
  }

  @Override
  public void close() {
    List<Runnable> _ = thread.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true; // the batch was told to stop already: it ends soon
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
