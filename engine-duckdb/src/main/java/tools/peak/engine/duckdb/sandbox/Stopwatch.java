package tools.peak.engine.duckdb.sandbox;

import java.io.IOException;
import java.time.Duration;

/**
 * Kills a process that has kept its reader waiting for longer than allowed, altogether. What the
 * reader does between two reads does not count.
 */
final class Stopwatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 20;

  private final long allowedNanos;
  private final Process process;
  private final Thread watcher;
  private long waitedNanos;
  private long since;
  private boolean waiting;
  private boolean expired;

  /** Something that may wait for the process. */
  @FunctionalInterface
  interface Read<T> {
    T read() throws IOException;
  }

  Stopwatch(Duration allowed, Process process) {
    this.allowedNanos = allowed.toNanos();
    this.process = process;
    this.watcher = Thread.ofVirtual().name("peak-sql-stopwatch").start(this::watch);
  }

  <T> T timed(Read<T> read) throws IOException {
    synchronized (this) {
      waiting = true;
      since = System.nanoTime();
    }
    try {
      return read.read();
    } finally {
      synchronized (this) {
        waiting = false;
        waitedNanos += System.nanoTime() - since;
      }
    }
  }

  private void watch() {
    try {
      while (process.isAlive() && !overdue()) {
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean overdue() {
    if (waiting && waitedNanos + System.nanoTime() - since > allowedNanos) {
      expired = true;
      process.destroyForcibly();
    }
    return expired;
  }

  /** How long the reader has waited. */
  synchronized Duration waited() {
    return Duration.ofNanos(waitedNanos);
  }

  /** Whether the process was killed. */
  synchronized boolean expired() {
    return expired;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
