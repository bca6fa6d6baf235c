package tools.peak.runner.sweep;

import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Runs the same work on several threads, and waits for all of them. */
final class Workers {
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("peak-backtest-", 1).factory();

  private Workers() {}

  /**
   * Runs the work on {@code threads} threads, within the caller's trace, until all have returned.
   * Threads that work are never interrupted, since that could tear a file; they are asked to stop
   * instead.
   *
   * @param stop makes the work return soon
   * @return whether the calling thread was interrupted meanwhile; its flag is set again then
   */
  static boolean run(int threads, Runnable work, Runnable stop) {
    boolean interrupted = false;
    Context context = Context.current();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads, THREADS)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(executor.submit(context.wrap(() -> stopIfItDies(work, stop))));
      }
      for (Future<?> worker : workers) {
        interrupted |= await(worker, stop);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return interrupted;
  }

  /** The others must not go on for hours before anybody hears of it. */
  private static void stopIfItDies(Runnable work, Runnable stop) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      stop.run();
      throw e;
    }
  }

  private static boolean await(Future<?> worker, Runnable stop) {
    boolean interrupted = false;
    while (true) {
      try {
        worker.get();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        stop.run();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a worker died: " + e.getCause(), e.getCause());
      }
    }
  }
}
