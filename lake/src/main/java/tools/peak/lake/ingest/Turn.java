package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets processes that load into one lake take turns: each uses all cores by itself, and who comes
 * second finds in the index what the first has loaded. A lock on one byte of a file is the turn; a
 * lock on another is the place of the one who is next, so that nobody takes two turns in a row
 * while others wait. The operating system frees both with their process. ({@code
 * -Dpeak.turn.millis} is for tests that want many short turns.)
 */
final class Turn implements AutoCloseable {
  /** A process that has just compiled what it runs is worth many that have not. */
  private static final long LENGTH_MILLIS = Long.getLong("peak.turn.millis", 10_000);

  private static final int NEXT = 0;
  private static final int NOW = 1;

  private final FileChannel channel;
  private @Nullable FileLock now;
  private long began;

  Turn(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  boolean isOurs() {
    return now != null;
  }

  /** Waits until it is this process's turn. */
  void take() throws IOException {
    try (FileLock _ = channel.lock(NEXT, 1, false)) {
      now = channel.lock(NOW, 1, false);
    }
    began = System.nanoTime();
  }

  /** Whether others have waited for long enough. */
  boolean isOver() throws IOException {
    if (now == null || System.nanoTime() - began < LENGTH_MILLIS * 1_000_000) {
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
  void end() throws IOException {
    if (now != null) {
      now.release();
      now = null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
