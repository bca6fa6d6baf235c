package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** The few words of JDBC that the catalog needs, with SQLite's failures put into ours. */
final class Sqlite {
  private static final int BUSY_MILLIS = 120_000;

  private Sqlite() {}

  /** Makes an object of a row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Does something that may fail the way that SQLite fails. */
  interface Action<T> {
    T run() throws SQLException;
  }

  /**
   * Opens a catalog, synced at each commit. That readers and one writer share it (a write-ahead
   * log) is said in the file itself: a database that turns out to be no catalog is not touched.
   */
  static Connection open(Path catalog) {
    return open(catalog, new SQLiteConfig());
  }

  /** Makes a catalog that nobody else knows of yet. */
  static Connection create(Path catalog) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    return open(catalog, config);
  }

  private static Connection open(Path catalog, SQLiteConfig config) {
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    return attempt(catalog, () -> config.createConnection("jdbc:sqlite:" + catalog));
  }

  /** Runs the action; what SQLite refuses becomes one line that names the lake. */
  static <T> T attempt(Path catalog, Action<T> action) {
    try {
      return action.run();
    } catch (SQLException e) {
      throw failure(catalog, e);
    }
  }

  static LakeException failure(Path catalog, SQLException e) {
    int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 0;
    Path lake = catalog.toAbsolutePath().getParent();
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return new LakeException(
          Code.NOT_A_LAKE, lake + ": catalog.db is damaged or no SQLite database", e);
    }
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return new LakeException(Code.IO, lake + ": disk full; the lake is as before", e);
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_PERM.code) {
      return new LakeException(
          Code.IO, lake + ": no permission to write; the lake is as before", e);
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return new LakeException(
          Code.BUSY, lake + ": another program keeps the catalog; try again when it is done", e);
    }
    return new LakeException(Code.IO, lake + ": catalog.db: " + e.getMessage(), e);
  }

  static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static <T> List<T> query(
      Connection connection, RowReader<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    }
  }

  static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
