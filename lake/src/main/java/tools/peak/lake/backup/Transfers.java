package tools.peak.lake.backup;

import java.io.IOException;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * Moves many things at once. Whoever calls waits here, tells how far it is, and goes when he is
 * interrupted, whatever a slow place makes the threads wait for: they end with the process.
 */
final class Transfers {
  private static final long TOLD_EVERY_MILLIS = 100;

  private final int atOnce;
  private final BackupListener listener;
  private final long total;
  private final AtomicLong done = new AtomicLong();

  /** Something to do with each. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does it.
     *
     * @param moved is told of bytes as they come
     */
    void on(T thing, LongConsumer moved) throws IOException;
  }

  /**
   * Begins.
   *
   * @param atOnce how many threads
   * @param total how many bytes all of it will be
   */
  Transfers(int atOnce, BackupListener listener, long total) {
    this.atOnce = atOnce;
    this.listener = listener;
    this.total = total;
  }

  /**
   * Does the work on each; the first failure ends it.
   *
   * @throws LakeException if the thread was interrupted
   */
  <T> void all(Collection<T> things, Work<T> work) throws IOException {
    Queue<T> left = new ConcurrentLinkedQueue<>(things);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    int threads = Math.min(atOnce, things.size());
    CountDownLatch ended = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread _ =
          Thread.ofPlatform()
              .daemon()
              .name("peak-backup-" + i)
              .start(
                  () -> {
                    work(left, work, failure);
                    ended.countDown();
                  });
    }
    try {
      while (!ended.await(TOLD_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        listener.progress(done.get(), total);
      }
    } catch (InterruptedException e) {
      left.clear();
      Thread.currentThread().interrupt();
      throw new LakeException(
          Code.IO, "stopped; what was copied stays, and is not copied again", e);
    }
    listener.progress(done.get(), total);
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private <T> void work(Queue<T> left, Work<T> work, AtomicReference<@Nullable Throwable> failure) {
    for (T thing = left.poll(); thing != null; thing = left.poll()) {
      try {
        work.on(thing, done::addAndGet);
      } catch (Throwable e) {
        left.clear();
        boolean _ = failure.compareAndSet(null, e);
      }
    }
  }
}
