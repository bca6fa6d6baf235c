package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import tools.peak.lake.catalog.FileDigests;
import tools.peak.storage.Location;

/**
 * {@code peak_file_digests}: appended to by each commit, and read whole by who verifies. Paths are
 * those below the lake's folder.
 */
record SqliteFileDigests(Sqlite database, Path root) implements FileDigests {
  private record Row(String path, String sha256) {}

  @Override
  public Map<Location, String> all() {
    Map<Location, String> digests = new HashMap<>();
    if (CatalogSchema.hasDigests(database)) {
      database.forEach(
          row -> new Row(row.getString(1), HexFormat.of().formatHex(row.getBytes(2))),
          row -> digests.put(Location.of(root).resolve(row.path()), row.sha256()),
          "SELECT path, sha256 FROM peak_file_digests");
    }
    return digests;
  }

  @Override
  public boolean areOfEveryVersion() {
    return CatalogSchema.hasDigests(database)
        && database.finds("SELECT 1 FROM peak_file_digests WHERE since = 1")
        && !database.finds("SELECT 1 FROM peak_versions WHERE operation = 'external'");
  }

  /** Takes down what files are that a version names from now on. */
  void put(Map<Location, String> digests, long version) {
    if (digests.isEmpty() || !CatalogSchema.hasDigests(database)) {
      return; // an older Peak made the lake, and nothing was loaded since
    }
    String folder = Location.of(root).toString();
    database.updateAll(
        "INSERT INTO peak_file_digests VALUES (?, ?, ?)",
        digests.entrySet().stream()
            .filter(file -> file.getKey().isBelow(Location.of(root)))
            .sorted(Map.Entry.comparingByKey())
            .toList(),
        file ->
            new Object[] {
              file.getKey().toString().substring(folder.length() + 1),
              HexFormat.of().parseHex(file.getValue()),
              version
            });
  }
}
