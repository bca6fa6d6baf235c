package tools.peak.engine.duckdb.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Ends a worker's process that nobody waits for any more: when its parent is gone, whatever ended
 * it, and when it has worked for longer than it may. What it waits for its reader does not count.
 * Nothing else in the process can be relied on for that: a statement may not be stopped.
 */
final class WorkerWatch {
  /** The exit value of a process that ended for want of time or of a parent. */
  static final int GONE = 3;

  private static final long EVERY_MILLIS = 100;

  private long started = System.nanoTime();
  private long mostNanos = Long.MAX_VALUE;
  private long blockedNanos;
  private long blockedSince;
  private boolean isBlocked;
  private @Nullable CompletableFuture<Integer> next;

  WorkerWatch() {
    daemon("peak-sql-deadline", this::untilOverdue);
  }

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

  private synchronized boolean isOverdue() {
    long now = System.nanoTime();
    return now - started - blockedNanos - (isBlocked ? now - blockedSince : 0) >= mostNanos;
  }

  /** From here on the process works for so long and no longer. */
  synchronized void limit(Duration most) {
    started = System.nanoTime();
    blockedNanos = 0;
    mostNanos = most.toNanos();
  }

  /**
   * From here on nothing is read until the next statement begins: the end of the input is the end
   * of the parent.
   */
  void untilNext(InputStream in) {
    CompletableFuture<Integer> byteOfNext = new CompletableFuture<>();
    next = byteOfNext;
    daemon("peak-sql-parent", () -> byteOfNext.complete(readOrHalt(in)));
  }

  /** Waits for the beginning of a statement. */
  void begin(InputStream in) {
    if (next == null) {
      int _ = readOrHalt(in);
    } else {
      int _ = next.join();
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  private static int readOrHalt(InputStream in) {
    int read;
    try {
      read = in.read();
    } catch (IOException e) {
      read = -1; // as good as its end
    }
    if (read < 0) {
      Runtime.getRuntime().halt(GONE);
    }
    return read;
  }

  private void untilOverdue() {
    try {
      while (!isOverdue()) {
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(GONE);
  }
}
