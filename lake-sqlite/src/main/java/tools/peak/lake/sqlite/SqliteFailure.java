package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** What SQLite refuses, in one line that names the lake and says what is safe next. */
final class SqliteFailure {
  private static final int PRIMARY = 0xff;
  private static final Set<SQLiteErrorCode> NO_ROOM =
      EnumSet.of(SQLiteErrorCode.SQLITE_IOERR_SHMSIZE, SQLiteErrorCode.SQLITE_IOERR_WRITE);

  private SqliteFailure() {}

  static LakeException of(Path catalog, SQLException e) {
    SQLiteErrorCode full =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    Path lake = Objects.requireNonNull(catalog.toAbsolutePath().getParent());
    if (NO_ROOM.contains(full)) {
      // The index of the write-ahead log, or the log itself, could not be made larger.
      return new LakeException(
          Code.IO, lake + ": disk full, or it can't be written; the lake is as before", e);
    }
    return switch (primary(full)) {
      case SQLITE_NOTADB, SQLITE_CORRUPT ->
          new LakeException(
              Code.NOT_A_LAKE, lake + ": catalog.db is damaged or no SQLite database", e);
      case SQLITE_FULL ->
          new LakeException(Code.IO, lake + ": disk full; the lake is as before", e);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
          new LakeException(Code.IO, lake + ": no permission to write; the lake is as before", e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new LakeException(
              Code.BUSY,
              lake + ": another program keeps the catalog; try again when it is done",
              e);
      default -> new LakeException(Code.IO, lake + ": catalog.db: " + e.getMessage(), e);
    };
  }

  /** Whether it was a file beside the database that could not be made larger. */
  static boolean isForWantOfRoom(LakeException failure) {
    return failure.getCause() instanceof SQLiteException sqlite
        && (NO_ROOM.contains(sqlite.getResultCode())
            || primary(sqlite.getResultCode()) == SQLiteErrorCode.SQLITE_FULL);
  }

  /**
   * Whether a commit that failed so left nothing behind: SQLite refused before it wrote, or undid
   * what it wrote. After any other failure, such as a sync that failed, nobody knows.
   */
  static boolean isSurelyRolledBack(LakeException failure) {
    if (!(failure.getCause() instanceof SQLiteException sqlite)) {
      return false;
    }
    return switch (primary(sqlite.getResultCode())) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_CONSTRAINT, SQLITE_READONLY -> true;
      default -> false;
    };
  }

  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & PRIMARY);
  }
}
