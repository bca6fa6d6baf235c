package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.storage.object.ObjectStore;

/** A file of the lake on its way into a backup: read once, copied and digested. */
final class FileContent implements ObjectStore.Content {
  private static final int BUFFER = 256 << 10;

  private final Path file;
  private final long bytes;
  private final @Nullable String expected;
  private final LongConsumer moved;
  private String sha256 = "";

  /**
   * A file.
   *
   * @param bytes how long it was when it was committed
   * @param expected its SHA-256 then; null if nobody took it down
   * @param moved is told of bytes as they are read
   */
  FileContent(Path file, long bytes, @Nullable String expected, LongConsumer moved) {
    this.file = file;
    this.bytes = bytes;
    this.expected = expected;
    this.moved = moved;
  }

  /** The SHA-256 of what was read last. */
  String sha256() {
    return sha256;
  }

  /**
   * Reads the file.
   *
   * @throws LakeException if it is not what was committed: no backup carries damage on
   */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    MessageDigest digest = Digest.begin();
    long length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[Math.clamp(bytes, 1, BUFFER)];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        length += read;
        moved.accept(read);
      }
    }
    sha256 = Digest.end(digest);
    if (length != bytes || (expected != null && !expected.equals(sha256))) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          String.format(
              Locale.ROOT,
              "%s holds other bytes than were committed%s: it is not backed up; peak verify finds"
                  + " what else is damaged, and an earlier backup may have it whole",
              file,
              length == bytes
                  ? ""
                  : String.format(Locale.ROOT, " (%,d instead of %,d)", length, bytes)));
    }
  }
}
