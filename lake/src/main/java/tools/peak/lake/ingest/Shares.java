package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets processes that load the same folders share them: each folder belongs to one of {@value
 * #COUNT} shares by its path, and a process that reads a share's folders holds a lock on that byte
 * of a file. The operating system frees it with the process.
 */
final class Shares implements AutoCloseable {
  static final int COUNT = 64;

  private final FileChannel channel;

  Shares(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** The share that a folder belongs to, whoever asks. */
  static int of(String path) {
    return Math.floorMod(path.hashCode() * 0x9E3779B9, COUNT);
  }

  /** Takes a share if no other process has it. */
  @Nullable FileLock tryTake(int share) throws IOException {
    return channel.tryLock(share, 1, false);
  }

  /** Waits for a share. */
  FileLock take(int share) throws IOException {
    return channel.lock(share, 1, false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
