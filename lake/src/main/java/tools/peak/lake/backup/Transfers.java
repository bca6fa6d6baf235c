package tools.peak.lake.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** Copies many things, several at once; the first failure, or an interrupt, ends all. */
final class Transfers {
  /** They wait for disks and networks more than they compute. */
  private static final int THREADS = 8;

  private Transfers() {}

  /** One thing to copy. */
  interface Transfer {
    void run() throws IOException;
  }

  static void run(List<? extends Transfer> transfers, BackupListener listener) throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory());
    try {
      AtomicLong done = new AtomicLong();
      List<Future<?>> running = new ArrayList<>();
      for (Transfer transfer : transfers) {
        running.add(
            threads.submit(
                () -> {
                  transfer.run();
                  listener.update(done.incrementAndGet(), transfers.size());
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IOException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException(
          Code.IO, "interrupted; what was copied stays, and the next try goes on from there");
    } finally {
      end(threads);
    }
  }

  private static void end(ExecutorService threads) {
    List<Runnable> _ = threads.shutdownNow();
    try {
      boolean _ = threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
