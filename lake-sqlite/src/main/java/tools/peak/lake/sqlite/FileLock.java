package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An exclusive lock among processes and threads, in turn. The operating system frees it when its
 * process dies, however it dies.
 */
public final class FileLock implements AutoCloseable {
  // The operating system's locks belong to a process: its threads take turns here.
  private static final ConcurrentMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private final ReentrantLock local;
  private final FileChannel channel;

  FileLock(ReentrantLock local, FileChannel channel) {
    this.local = local;
    this.channel = channel;
  }

  /** Waits until the lock is free, and takes it. */
  @SuppressWarnings("LockNotBeforeTry") // close() unlocks: the lock outlives this method
  public static FileLock acquire(Path file) throws IOException {
    ReentrantLock local =
        IN_PROCESS.computeIfAbsent(file.toAbsolutePath(), any -> new ReentrantLock(true));
    local.lock();
    FileChannel channel = null;
    boolean done = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      java.nio.channels.FileLock _ = channel.lock();
      done = true;
      return new FileLock(local, channel);
    } finally {
      if (!done) {
        local.unlock();
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** Gives the lock back: it is gone with its channel, even when closing that fails. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // See above: what was done under the lock is done.
    } finally {
      local.unlock();
    }
  }
}
