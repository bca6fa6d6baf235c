package tools.peak.lake.others;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.peak.lake.Lake;

/** Files as other tools write them, each a second younger than the one before, and long settled. */
final class Written {
  private static final AtomicLong TICKS =
      new AtomicLong(Instant.parse("2020-01-01T00:00:00Z").getEpochSecond());

  private Written() {}

  static Path file(Path file, String text) {
    return file(file, text.getBytes(UTF_8));
  }

  static Path file(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return settled(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path settled(Path file) throws IOException {
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.ofEpochSecond(TICKS.incrementAndGet())));
  }

  static Path zip(Path file, Map<String, String> entries) {
    try {
      Files.createDirectories(file.getParent());
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        for (Map.Entry<String, String> entry : entries.entrySet()) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue().getBytes(UTF_8));
          zip.closeEntry();
        }
      }
      return settled(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one value that a question has. */
  static Object value(Lake lake, String sql) {
    return lake.sql(sql).fetch().rows().getFirst().getFirst();
  }
}
