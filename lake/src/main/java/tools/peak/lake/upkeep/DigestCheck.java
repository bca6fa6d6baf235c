package tools.peak.lake.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.peak.storage.Location;
import tools.peak.storage.Sha256;

/** Reads files whole, several at once, and compares them with what they were. */
final class DigestCheck {
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
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }
}
