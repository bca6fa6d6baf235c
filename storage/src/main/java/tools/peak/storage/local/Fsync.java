package tools.peak.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes what other programs wrote last. */
public final class Fsync {
  private Fsync() {}

  /** From here on, a file's content, or the names that a folder holds, survive a power cut. */
  public static void of(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
