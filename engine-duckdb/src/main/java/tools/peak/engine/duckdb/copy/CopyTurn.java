package tools.peak.engine.duckdb.copy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One copy is made at a time: by a lock among processes, and among the threads of one. So what lies
 * there unfinished is nobody's.
 */
final class CopyTurn implements AutoCloseable {
  private static final ReentrantLock OF_THREADS = new ReentrantLock(true);

  private final FileChannel channel;

  private CopyTurn(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until it is this one's turn. The lock lies beside the folder, which comes and goes. */
  @SuppressWarnings("LockNotBeforeTry") // close() unlocks
  static CopyTurn of(Path folder) throws IOException {
    OF_THREADS.lock();
    FileChannel channel = null;
    boolean isTaken = false;
    try {
      channel =
          FileChannel.open(
              folder.resolveSibling("." + folder.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock _ = channel.lock();
      isTaken = true;
      return new CopyTurn(channel);
    } finally {
      if (!isTaken) {
        OF_THREADS.unlock();
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OF_THREADS.unlock();
    }
  }
}
