package tools.peak.importers.mlflow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.folder.Fingerprint;

/**
 * A connection to a store of MLflow that changes no byte of it and makes no file beside it. A store
 * whose log holds what the file does not yet is read from a copy.
 */
final class Database implements AutoCloseable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(US_ASCII);
  private static final int WRITE_VERSION = 18;
  private static final int WITH_LOG = 2;

  /** SQLITE_OPEN_READONLY and SQLITE_OPEN_URI. */
  private static final int OPEN = 0x1 | 0x40;

  private static final int BUSY_MILLIS = 2_000;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;

  /** What is read of a store, by table. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "experiments", List.of("experiment_id", "name"),
          "runs",
              List.of(
                  "run_uuid",
                  "name",
                  "status",
                  "start_time",
                  "end_time",
                  "lifecycle_stage",
                  "user_id",
                  "experiment_id"),
          "params", List.of("run_uuid", "key", "value"),
          "tags", List.of("run_uuid", "key", "value"),
          "latest_metrics", List.of("run_uuid", "key", "value", "is_nan"),
          "metrics", List.of("run_uuid", "key", "value", "timestamp", "step", "is_nan"));

  private final Connection connection;
  private final @Nullable Path copy;

  private Database(Connection connection, @Nullable Path copy) {
    this.connection = connection;
    this.copy = copy;
  }

  /** Opens it for reading. */
  static Database open(Path file) throws IOException, SQLException {
    Path log = beside(file, "-wal");
    if (!hasLog(file)) {
      return new Database(connect(file, "?mode=ro"), null);
    }
    if (!Files.exists(log) || Files.size(log) == 0) {
      return new Database(connect(file, "?mode=ro&immutable=1"), null);
    }
    Path copy = Files.createTempDirectory("peak-mlflow");
    try {
      Path store = copy.resolve("store.db");
      Files.copy(file, store, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(log, beside(store, "-wal"), StandardCopyOption.REPLACE_EXISTING);
      return new Database(connect(store, ""), copy);
    } catch (IOException | SQLException e) {
      delete(copy);
      throw e;
    }
  }

  private static Connection connect(Path file, String how) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
    if (how.isEmpty()) {
      return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }
    properties.setProperty("open_mode", Integer.toString(OPEN));
    return DriverManager.getConnection(
        "jdbc:sqlite:file:" + file.toUri().getRawPath() + how, properties);
  }

  private static boolean hasLog(Path file) throws IOException {
    byte[] head = head(file, WRITE_VERSION + 1);
    return head.length > WRITE_VERSION && head[WRITE_VERSION] == WITH_LOG;
  }

  private static byte[] head(Path file, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(length);
    }
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** Whether a database that could be anybody's holds runs of MLflow. */
  static boolean holdsStore(Path file) {
    try {
      if (!Arrays.equals(head(file, MAGIC.length), MAGIC)) {
        return false;
      }
      try (Database database = new Database(connect(file, "?mode=ro&immutable=1"), null)) {
        return database.tables().containsAll(Set.of("experiments", "runs", "latest_metrics"));
      }
    } catch (IOException | SQLException e) {
      return false;
    }
  }

  Connection connection() {
    return connection;
  }

  private Set<String> tables() throws SQLException {
    return names("SELECT name FROM sqlite_master WHERE type = 'table'");
  }

  private Set<String> names(String sql, String... values) throws SQLException {
    Set<String> names = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  /** What is missing of the tables that are read, such as {@code column step of metrics}. */
  @Nullable String missing() throws SQLException {
    Set<String> tables = tables();
    for (Map.Entry<String, List<String>> table : NEEDED.entrySet()) {
      if (!tables.contains(table.getKey())) {
        return "table " + table.getKey();
      }
      Set<String> columns = names("SELECT name FROM pragma_table_info(?)", table.getKey());
      for (String column : table.getValue()) {
        if (!columns.contains(column)) {
          return "column " + column + " of " + table.getKey();
        }
      }
    }
    return null;
  }

  /** The version of the store's schema, as MLflow's migrations call it; null if it says none. */
  @Nullable String schema() throws SQLException {
    if (!tables().contains("alembic_version")) {
      return null;
    }
    return names("SELECT version_num FROM alembic_version").stream().findFirst().orElse(null);
  }

  /** Whether it was another program's turn with it. */
  static boolean isBusy(SQLException e) {
    int code = e.getErrorCode() & 0xFF;
    return code == BUSY || code == LOCKED;
  }

  /** What is wrong with a store, and what to do. */
  static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (isBusy(e)) {
      return "another program writes to it: ingest again later";
    }
    return switch (e.getErrorCode() & 0xFF) {
      case 0 -> message; // ours
      case 8, 10, 14 ->
          "holds a transaction that was cut off, or may not be read: open it once with MLflow,"
              + " which repairs it ("
              + message
              + ")";
      case 11 -> "is damaged, or was cut short (" + message + ")";
      case 26 -> "is no SQLite database, though it is called one";
      default -> message;
    };
  }

  /** What a store's file, and its logs, are like: equal for as long as nobody wrote. */
  record State(long size, long changed, long logSize, long logChanged, long journal) {
    Fingerprint fingerprint() {
      return new Fingerprint(31 * size + logSize, 31 * (31 * changed + logChanged) + journal);
    }

    static State of(Path file) throws IOException {
      Path log = beside(file, "-wal");
      Path journal = beside(file, "-journal");
      boolean hasLog = Files.exists(log);
      return new State(
          Files.size(file),
          nanos(file),
          hasLog ? Files.size(log) : 0,
          hasLog ? nanos(log) : 0,
          Files.exists(journal) ? Files.size(journal) : 0);
    }

    private static long nanos(Path file) throws IOException {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() throws SQLException, IOException {
    try {
      connection.close();
    } finally {
      if (copy != null) {
        delete(copy);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
