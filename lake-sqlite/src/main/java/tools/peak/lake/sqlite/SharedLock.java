package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A lock that any number of processes and threads have at once, and nobody beside who has it for
 * himself. It needs no right to write.
 */
final class SharedLock implements AutoCloseable {
  // A process has one lock of a file, and loses it when it closes any channel of that file.
  private static final Map<Path, Held> IN_PROCESS = new HashMap<>();

  private final Path file;

  private record Held(FileChannel channel, int holders) {}

  private SharedLock(Path file) {
    this.file = file;
  }

  static SharedLock acquire(Path file) throws IOException {
    Path key = file.toAbsolutePath();
    synchronized (IN_PROCESS) {
      Held held = IN_PROCESS.get(key);
      IN_PROCESS.put(
          key,
          held == null ? new Held(locked(key), 1) : new Held(held.channel(), held.holders() + 1));
    }
    return new SharedLock(key);
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    boolean done = false;
    try {
      FileLock _ = channel.lock(0, Long.MAX_VALUE, true);
      done = true;
      return channel;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  /** Closing the channel gives the lock back, even when that fails. */
  @Override
  public void close() {
    synchronized (IN_PROCESS) {
      Held held = IN_PROCESS.remove(file);
      if (held != null && held.holders() > 1) {
        IN_PROCESS.put(file, new Held(held.channel(), held.holders() - 1));
      } else if (held != null) {
        try {
          held.channel().close();
        } catch (IOException e) {
          // See above.
        }
      }
    }
  }
}
