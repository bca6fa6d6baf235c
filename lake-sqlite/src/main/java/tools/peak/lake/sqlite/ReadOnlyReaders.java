package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
  private static final int TRIES = 1_000;

  private static final long PAUSE_NANOS = 1_000_000;

  private final LakeFolder folder;
  private final Path log;

  ReadOnlyReaders(LakeFolder folder) {
    this.folder = folder;
    this.log = folder.root().resolve(folder.catalog().getFileName() + "-wal");
  }

  @Override
  public <T> T read(Function<Sqlite, T> reading) {
    @Nullable LakeException last = null;
    for (int i = 0; i < TRIES; i++) {
      try (Sqlite database = Files.exists(log) ? withLog() : null) {
        if (database != null) {
          return reading.apply(database);
        }
      } catch (LogGone e) {
        last = e.failure;
        LockSupport.parkNanos(PAUSE_NANOS);
        continue;
      }
      try (SharedLock _ = lock()) {
        if (!Files.exists(log)) {
          try (Sqlite database = Sqlite.unchanging(folder.catalog())) {
            return reading.apply(database);
          }
        }
      }
    }
    throw new LakeException(
        Code.BUSY,
        folder.root() + ": the catalog is opened and closed all the time; try again",
        last);
  }

  /** The log was there, and isn't any more. */
  private static final class LogGone extends Exception {
    private static final long serialVersionUID = 1L;
    private final LakeException failure;

    LogGone(LakeException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /**
   * A connection that holds on to a moment. SQLite makes a log that has just been taken away anew:
   * where this user could do that, nobody may take it away meanwhile.
   */
  private Sqlite withLog() throws LogGone {
    try (SharedLock _ = Files.isWritable(folder.root()) ? lock() : null) {
      if (!Files.exists(log)) {
        throw new LogGone(new LakeException(Code.BUSY, log + " is gone"));
      }
      Sqlite database = Sqlite.readOnly(folder.catalog());
      boolean isPinned = false;
      try {
        database.execute("BEGIN");
        isPinned = database.finds("SELECT name FROM sqlite_master");
        return database;
      } finally {
        if (!isPinned) {
          database.close();
        }
      }
    } catch (LakeException e) {
      throw new LogGone(e);
    }
  }

  private SharedLock lock() {
    try {
      return SharedLock.acquire(folder.writerLock());
    } catch (AccessDeniedException e) {
      throw new LakeException(Code.IO, folder.writerLock() + ": no permission to read", e);
    } catch (IOException e) {
      throw DiskFailure.of(folder.root().toString(), e);
    }
  }

  @Override
  public void close() {}
}
