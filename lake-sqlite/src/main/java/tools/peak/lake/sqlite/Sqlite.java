package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.core.DB;
import tools.peak.lake.LakeException;

/**
 * A connection to a catalog's database, in the few words that the catalog needs. What SQLite
 * refuses becomes a {@link LakeException} of one line that names the lake. For one thread at a
 * time.
 */
final class Sqlite implements AutoCloseable {
  private static final int BUSY_MILLIS = 120_000;
  private static final int BUSY_PAUSE_MILLIS = 100;
  private static final int BUSY_TRIES = 100;
  private static final int ALL_PAGES = -1;

  private final Path catalog;
  private final Connection connection;

  private Sqlite(Path catalog, String address, SQLiteConfig config) {
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    this.catalog = catalog;
    this.connection = attempt(catalog, () -> config.createConnection("jdbc:sqlite:" + address));
  }

  /** Makes an object of a row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Action<T> {
    T run() throws SQLException;
  }

  /**
   * Opens a catalog, synced at each commit. That readers and one writer share it (a write-ahead
   * log) is said in the file itself: a database that turns out to be no catalog is not touched.
   */
  static Sqlite open(Path catalog) {
    return new Sqlite(catalog, catalog.toString(), new SQLiteConfig());
  }

  /** Makes a catalog that nobody else knows of yet. */
  static Sqlite create(Path catalog) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    return new Sqlite(catalog, catalog.toString(), config);
  }

  /** Opens a catalog that has a log, without the right to write either, and makes no file. */
  static Sqlite readOnly(Path catalog) {
    return readOnly(catalog, "?mode=ro&readonly_shm=1");
  }

  /** Opens a catalog that has no log, and that nobody changes until this is closed. */
  static Sqlite unchanging(Path catalog) {
    return readOnly(catalog, "?mode=ro&immutable=1");
  }

  private static Sqlite readOnly(Path catalog, String how) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    return new Sqlite(catalog, "file:" + catalog.toUri().getRawPath() + how, config);
  }

  /** The database's file. */
  Path file() {
    return catalog;
  }

  void execute(String sql) {
    boolean _ =
        attempt(
            catalog,
            () -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
              }
            });
  }

  int update(String sql, @Nullable Object... values) {
    return attempt(
        catalog,
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
          }
        });
  }

  /** Runs a statement once for each of the rows, which give its values. */
  <T> void updateAll(String sql, Collection<T> rows, Function<T, @Nullable Object[]> values) {
    boolean _ =
        attempt(
            catalog,
            () -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (T row : rows) {
                  bind(statement, values.apply(row));
                  statement.addBatch();
                }
                statement.executeBatch();
                return true;
              }
            });
  }

  /** So many keys go with a statement: a call a key would cost more than what it finds. */
  private static final int KEYS_AT_ONCE = 500;

  /**
   * Runs a statement for keys, many at once.
   *
   * @param sql {@code %s} in it stands for rows of one column, {@code column1}, which are keys;
   *     other values are {@code ?1}, {@code ?2}, …
   * @return how many rows it changed
   */
  long updateMany(String sql, Collection<String> keys, @Nullable Object... values) {
    return attempt(
        catalog,
        () -> {
          long changed = 0;
          for (List<String> some : inParts(keys)) {
            try (PreparedStatement statement = many(sql, some, values)) {
              changed += statement.executeUpdate();
            }
          }
          return changed;
        });
  }

  /** The rows that a statement finds of keys, many at once: see {@link #updateMany}. */
  <T> List<T> queryMany(
      RowReader<T> reader, String sql, Collection<String> keys, @Nullable Object... values) {
    return attempt(
        catalog,
        () -> {
          List<T> found = new ArrayList<>();
          for (List<String> some : inParts(keys)) {
            try (PreparedStatement statement = many(sql, some, values);
                ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(reader.read(rows));
              }
            }
          }
          return found;
        });
  }

  private PreparedStatement many(String sql, List<String> keys, @Nullable Object... values)
      throws SQLException {
    StringBuilder rows = new StringBuilder("VALUES ");
    for (int i = 0; i < keys.size(); i++) {
      rows.append(i == 0 ? "(?" : ", (?").append(values.length + i + 1).append(')');
    }
    PreparedStatement statement = connection.prepareStatement(sql.formatted(rows));
    bind(statement, values);
    for (int i = 0; i < keys.size(); i++) {
      statement.setString(values.length + i + 1, keys.get(i));
    }
    return statement;
  }

  /** Neighbours lie in one page: in order each page is looked for once. */
  private static List<List<String>> inParts(Collection<String> keys) {
    List<String> ordered = keys.stream().sorted().toList();
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < ordered.size(); from += KEYS_AT_ONCE) {
      parts.add(ordered.subList(from, Math.min(ordered.size(), from + KEYS_AT_ONCE)));
    }
    return parts;
  }

  <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... values) {
    List<T> result = new ArrayList<>();
    forEach(reader, result::add, sql, values);
    return result;
  }

  /** Gives rows one by one. */
  <T> void forEach(
      RowReader<T> reader, Consumer<T> visitor, String sql, @Nullable Object... values) {
    boolean _ =
        attempt(
            catalog,
            () -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                try (ResultSet rows = statement.executeQuery()) {
                  while (rows.next()) {
                    visitor.accept(reader.read(rows));
                  }
                }
                return true;
              }
            });
  }

  /** The rows of keys that a statement of one question mark finds, by key. */
  <T> Map<String, T> lookUp(RowReader<T> reader, String sql, Collection<String> keys) {
    return attempt(
        catalog,
        () -> {
          Map<String, T> found = new HashMap<>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (String key : keys) {
              statement.setString(1, key);
              try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                  found.put(key, reader.read(row));
                }
              }
            }
          }
          return found;
        });
  }

  /** Writes the whole database, as this connection sees it, into a new file. */
  void copyTo(Path file) {
    boolean _ =
        attempt(
            catalog,
            () -> {
              int code =
                  ((SQLiteConnection) connection)
                      .getDatabase()
                      .backup(
                          "main", file.toString(), null, BUSY_PAUSE_MILLIS, BUSY_TRIES, ALL_PAGES);
              if (code != SQLiteErrorCode.SQLITE_OK.code) {
                throw DB.newSQLException(code, "copying it to " + file);
              }
              return true;
            });
  }

  /** Whether a statement finds any row. */
  boolean finds(String sql, @Nullable Object... values) {
    return !query(row -> true, sql, values).isEmpty();
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static <T> T attempt(Path catalog, Action<T> action) {
    try {
      return action.run();
    } catch (SQLException e) {
      throw SqliteFailure.of(catalog, e);
    }
  }

  @Override
  public void close() {
    boolean _ =
        attempt(
            catalog,
            () -> {
              connection.close();
              return true;
            });
  }
}
