package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps processes that load into one lake from reading at once: each uses all cores by itself, and
 * who comes second finds in the index what the first has loaded. A lock on one byte of a file is
 * held while reading; a lock on another is the place of the one who is next, so that nobody gets it
 * twice in a row while others wait. The operating system frees both with their process. ({@code
 * -Dpeak.ingest.lock.millis} is for tests that want it to change hands often.)
 */
final class IngestLock implements AutoCloseable {
  /** A process that has just compiled what it runs is worth many that have not. */
  private static final long HELD_MILLIS = Long.getLong("peak.ingest.lock.millis", 10_000);

  private static final int NEXT = 0;
  private static final int HOLDER = 1;

  private final @Nullable FileChannel channel;
  private @Nullable FileLock held;
  private long since;

  private IngestLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  static IngestLock of(Path file) throws IOException {
    return new IngestLock(
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  /** For a pass that writes nothing, and may lack the right to write that file: nobody waits. */
  static IngestLock ofNobody() {
    return new IngestLock(null);
  }

  boolean isHeld() {
    return channel == null || held != null;
  }

  /** Waits until this process holds it. */
  void acquire() throws IOException {
    if (channel != null) {
      try (FileLock _ = channel.lock(NEXT, 1, false)) {
        held = channel.lock(HOLDER, 1, false);
      }
      since = System.nanoTime();
    }
  }

  /** Whether others have waited for long enough. */
  boolean isDue() throws IOException {
    if (channel == null || held == null || System.nanoTime() - since < HELD_MILLIS * 1_000_000) {
      return false;
    }
    FileLock next = channel.tryLock(NEXT, 1, false);
    if (next == null) {
      return true;
    }
    next.release();
    return false;
  }

  /** Lets the next one in: call it when all that was read is in the lake. */
  void release() throws IOException {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
