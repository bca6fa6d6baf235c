package tools.peak.runner.live.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;

/** A file that somebody appends to: its end is waited at. One that was begun anew is read anew. */
final class GrowingFile extends InputStream {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final RandomAccessFile file;
  private volatile boolean closed;

  GrowingFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!closed) {
      int count = file.read(bytes, offset, length);
      if (count > 0) {
        return count;
      }
      if (file.length() < file.getFilePointer()) {
        file.seek(0);
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException stopped = new InterruptedIOException("no longer followed");
        stopped.initCause(e);
        throw stopped;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    file.close();
  }
}
