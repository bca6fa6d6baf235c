package tools.peak.engine.duckdb.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Ends a worker's process that nobody waits for any more: when its parent is gone, whatever ended
 * it, and when it has worked for longer than it may. What it waits for its reader does not count.
 * Nothing else in the process can be relied on for that: a statement may not be stopped.
 */
final class WorkerWatch {
  private static final int GONE = 3;
  private static final long EVERY_MILLIS = 100;

  private final long started = System.nanoTime();
  private long blockedNanos;
  private long blockedSince;
  private boolean isBlocked;

  /** A stream to the reader; the time that writing takes is the reader's. */
  OutputStream patient(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        block();
        try {
          out.write(bytes, offset, length);
        } finally {
          unblock();
        }
      }
    };
  }

  private synchronized void block() {
    isBlocked = true;
    blockedSince = System.nanoTime();
  }

  private synchronized void unblock() {
    isBlocked = false;
    blockedNanos += System.nanoTime() - blockedSince;
  }

  private synchronized long workedNanos() {
    long now = System.nanoTime();
    return now - started - blockedNanos - (isBlocked ? now - blockedSince : 0);
  }

  /** The process works for so long and no longer. */
  void limit(Duration most) {
    daemon("peak-sql-deadline", () -> until(most.toNanos()));
  }

  /** From here on nothing is read: the end of the input is the end of the parent. */
  void endWith(InputStream in) {
    daemon("peak-sql-parent", () -> untilEnd(in));
  }

  private static void daemon(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  private static void untilEnd(InputStream in) {
    try {
      while (in.read() >= 0) {}
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(GONE);
  }

  private void until(long mostNanos) {
    try {
      while (workedNanos() < mostNanos) {
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(GONE);
  }
}
