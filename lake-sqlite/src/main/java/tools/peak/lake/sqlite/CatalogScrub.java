package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.peak.lake.LakeException;
import tools.peak.lake.catalog.LakeFolder;

/**
 * Writes the database anew and empties its log: what was deleted stays in pages that nobody uses,
 * and in the log, until something else is written there.
 */
final class CatalogScrub {
  private CatalogScrub() {}

  /** To be called by who has the writers' lock. */
  static boolean of(LakeFolder folder) {
    try (Sqlite database = Sqlite.open(folder.catalog())) {
      database.execute("PRAGMA busy_timeout = 5000"); // who reads for long is not waited for
      database.execute("VACUUM");
      if (!isLogEmptied(database)) {
        return false;
      }
      var _ = database.update("DELETE FROM peak_lake WHERE key = ?", SqliteHistory.UNCLEAN);
      return true;
    } catch (LakeException e) {
      return false; // somebody reads, or there is no room for a second one: the next time
    }
  }

  private static boolean isLogEmptied(Sqlite database) {
    boolean isDone =
        database
            .query(row -> row.getInt(1), "PRAGMA wal_checkpoint(TRUNCATE)")
            .getFirst()
            .equals(0);
    Path log = Path.of(database.file() + "-wal");
    try {
      return isDone && (!Files.exists(log) || Files.size(log) == 0);
    } catch (IOException e) {
      return false;
    }
  }
}
