package tools.peak.runner.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.EvidenceWriter;

/**
 * Names finished runs on a thread of its own, while the next are computed. Those that come while
 * others are being synced are synced together: the disk is waited for once, not once a run.
 */
final class Publisher implements AutoCloseable {
  /** Runs that wait hold no memory, but a power cut loses them. */
  private static final int MOST = 256;

  private final ConcurrentLinkedQueue<FinishedRun> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(MOST);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("peak-publish").factory());
  private final BiConsumer<FinishedRun, @Nullable IOException> told;
  private final Runnable stop;
  private volatile @Nullable Throwable death;

  /**
   * A publisher.
   *
   * @param told is told of each run that is there, or why it is not
   * @param stop keeps more runs from being begun, when publishing itself has died
   */
  Publisher(BiConsumer<FinishedRun, @Nullable IOException> told, Runnable stop) {
    this.told = told;
    this.stop = stop;
  }

  /** Takes a run; waits while too many are ahead of it. */
  void add(FinishedRun run) {
    room.acquireUninterruptibly();
    waiting.add(run);
    thread.execute(this::publish);
  }

  private void publish() {
    List<FinishedRun> runs = new ArrayList<>();
    for (FinishedRun run = waiting.poll(); run != null; run = waiting.poll()) {
      runs.add(run);
    }
    try {
      List<EvidenceWriter.Published> published =
          EvidenceWriter.publish(runs.stream().map(FinishedRun::writer).toList());
      for (int i = 0; i < runs.size(); i++) {
        IOException failure = published.get(i).failure();
        runs.get(i).end(failure);
        told.accept(runs.get(i), failure);
      }
    } catch (RuntimeException | Error e) {
      death = e; // told when all have ended: nobody waits for room meanwhile
      stop.run();
    } finally {
      room.release(runs.size());
    }
  }

  /** Waits until all that was taken has its name, also where the sweep was interrupted. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true; // a rename is not to be cut short
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable failure = death;
    if (failure != null) {
      throw new IllegalStateException("runs could not be published: " + failure, failure);
    }
  }
}
