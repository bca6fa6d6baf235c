package tools.peak.storage.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that appears under its name when it is whole, and that a power cut doesn't take back: it
 * is written beside, synced, renamed, and the folder synced. When its writer fails, nothing is
 * left, and what stood under the name stands there as before.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content<T, E extends Exception> {
    /** Makes the file at a path where nothing is yet, in the folder of the one to be. */
    T writeTo(Path beside) throws IOException, E;
  }

  /**
   * Puts a file in place, over what stands there.
   *
   * @return what the content gives
   * @throws NoSuchFileException if the target's folder is not there
   */
  public static <T, E extends Exception> T write(Path target, Content<T, E> content)
      throws IOException, E {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IOException(target + " is no file's name");
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path beside = folder.resolve("." + absolute.getFileName() + "-" + UUID.randomUUID() + ".new");
    try {
      T result = content.writeTo(beside);
      Fsync.of(beside);
      Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
      Fsync.of(folder);
      return result;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** The same for a text, in UTF-8. */
  public static void write(Path target, String text) throws IOException {
    Path _ = write(target, beside -> Files.writeString(beside, text, StandardCharsets.UTF_8));
  }
}
