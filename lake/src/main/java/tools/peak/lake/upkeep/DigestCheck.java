package tools.peak.lake.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.peak.storage.Location;

/** Reads files whole, several at once, and compares them with what they were. */
final class DigestCheck {
  private static final int BUFFER = 256 << 10;

  private DigestCheck() {}

  static List<Finding> of(Map<Location, String> digests) {
    return digests.entrySet().parallelStream()
        .flatMap(file -> finding(file.getKey().toString(), file.getValue()).stream())
        .toList();
  }

  private static Optional<Finding> finding(String path, String expected) {
    try {
      return digest(Path.of(path)).equals(expected)
          ? Optional.empty()
          : Optional.of(new Finding.ChangedFile(path));
    } catch (NoSuchFileException e) {
      return Optional.of(new Finding.MissingFile(path)); // it went away between two looks
    } catch (IOException e) {
      return Optional.of(new Finding.DamagedFile(path, String.valueOf(e.getMessage())));
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
