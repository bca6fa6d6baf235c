package tools.peak.storage.local;

import java.io.IOException;
import java.nio.file.Path;

/** Makes all of a file system last, which Java has no call for: Linux's {@code sync -f} does. */
public final class FileSystemSync {
  private FileSystemSync() {}

  /**
   * From here on, what was written to the file system of a path survives a power cut.
   *
   * @return whether it was done; elsewhere each file is to be synced
   */
  public static boolean of(Path path) throws IOException {
    Process sync;
    try {
      sync =
          new ProcessBuilder("sync", "-f", path.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false; // no such program
    }
    try {
      return sync.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("stopped");
    }
  }
}
