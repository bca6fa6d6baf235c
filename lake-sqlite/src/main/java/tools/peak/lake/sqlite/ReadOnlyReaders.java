package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.LakeFolder;

/**
 * Reads a catalog without the right to write it, and leaves nothing behind. SQLite would make a log
 * beside the database even for who only reads: the owner could then not write to it. So a database
 * that has no log is read as one that nobody changes, under a shared lock of the writers' file:
 * whoever writes, or moves the log into the database, has that lock for himself. With a log, SQLite
 * itself sees to it that one version is read.
 */
final class ReadOnlyReaders implements Readers {
  /** A log may come and go between looking and opening, as often as others open the lake. */
  private static final int TRIES = 100;

  private final LakeFolder folder;
  private final Path log;

  ReadOnlyReaders(LakeFolder folder) {
    this.folder = folder;
    this.log = folder.root().resolve("catalog.db-wal");
  }

  @Override
  public <T> T read(Function<Sqlite, T> reading) {
    for (int i = 0; i < TRIES; i++) {
      if (Files.exists(log)) {
        try (Sqlite database = Sqlite.readOnly(folder.catalog())) {
          if (pinned(database)) {
            return reading.apply(database);
          }
        }
        continue;
      }
      try (SharedLock _ = SharedLock.acquire(folder.writerLock())) {
        if (!Files.exists(log)) {
          try (Sqlite database = Sqlite.unchanging(folder.catalog())) {
            return reading.apply(database);
          }
        }
      } catch (IOException e) {
        throw DiskFailure.of(folder.root().toString(), e);
      }
    }
    throw new LakeException(
        Code.BUSY, folder.root() + ": the catalog is opened and closed all the time; try again");
  }

  /** Whether a moment could be held on to: the log may just have been taken away. */
  private static boolean pinned(Sqlite database) {
    try {
      database.execute("SAVEPOINT peak_read");
      return database.finds("SELECT name FROM sqlite_master");
    } catch (LakeException e) {
      return false;
    }
  }

  @Override
  public void close() {}
}
