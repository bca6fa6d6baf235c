package tools.peak.lake.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a folder without a catalog is. */
enum FolderState {
  /** Nothing lies there. */
  EMPTY,
  /** A creation that was cut short left it. */
  UNFINISHED,
  /** A lake was there: it was loaded, or its tables were written to. */
  CATALOG_LOST,
  /** Somebody else's. */
  FOREIGN;

  /** The first metadata of a table; a table that was written to has more. */
  private static final String FIRST_METADATA = "00000-[-0-9a-f]{36}\\.metadata\\.json";

  /** Only a lake that is there is loaded, and be it with folders that are refused. */
  private static final String FIRST_PASS = ".ingest.lock";

  boolean mayBecomeLake() {
    return this == EMPTY || this == UNFINISHED;
  }

  static FolderState of(Path path) {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? FOREIGN : EMPTY;
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<String> names = entries.map(entry -> entry.getFileName().toString()).toList();
      if (Files.isDirectory(path.resolve("warehouse"))
          && (names.contains(FIRST_PASS) || isWrittenTo(path.resolve("warehouse")))) {
        return CATALOG_LOST;
      }
      if (!names.stream().allMatch(FolderState::isOurs)) {
        return FOREIGN;
      }
      return names.isEmpty() ? EMPTY : UNFINISHED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its files lie in {@code warehouse/lake/TABLE/metadata} and {@code …/data}. */
  private static boolean isWrittenTo(Path warehouse) throws IOException {
    try (Stream<Path> files = Files.find(warehouse, 4, (_, a) -> a.isRegularFile())) {
      return files
          .map(warehouse::relativize)
          .anyMatch(
              file ->
                  file.getNameCount() == 4
                      && file.startsWith("lake")
                      && !file.getFileName().toString().matches(FIRST_METADATA));
    }
  }

  private static boolean isOurs(String name) {
    return List.of("peak.toml", "warehouse", ".writer.lock", ".readers.lock", FIRST_PASS)
            .contains(name)
        || isLeftOver(name)
        || name.equals("lost+found"); // in the root of a file system
  }

  /** What a creation that was cut short has begun to write. */
  static boolean isLeftOver(String name) {
    return name.matches(
        "\\.(catalog(\\.db)?|peak(\\.toml)?)-[-0-9a-f]{36}\\.new(-journal|-wal|-shm)?");
  }
}
