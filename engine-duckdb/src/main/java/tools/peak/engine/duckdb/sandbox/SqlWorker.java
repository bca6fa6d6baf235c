package tools.peak.engine.duckdb.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.engine.duckdb.session.JavaValues;
import tools.peak.engine.duckdb.session.StateTableLoader;
import tools.peak.engine.duckdb.sql.ParquetFiles;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.LakeException;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * Runs one statement of a user in a process of its own, which may be killed at any time. It hears
 * on stdin what to do and answers on stdout; it can open nothing but the files it is told of.
 */
public final class SqlWorker {
  static final byte BEGIN = 'B';
  static final byte NEEDS = 'N';
  static final byte COLUMNS = 'C';
  static final byte ROW = 'R';
  static final byte END = 'E';
  static final byte FAILED = 'F';

  /** A worker that nobody asks is not kept for longer. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  /** The driver gives values of this type as texts. */
  private static final String NANOS_WITH_ZONE = "TIMESTAMPTZ_NS";

  private final DataInputStream in;
  private final DataOutputStream out;
  private final WorkerWatch watch;

  private SqlWorker(DataInputStream in, DataOutputStream out, WorkerWatch watch) {
    this.in = in;
    this.out = out;
    this.watch = watch;
  }

  /**
   * The process.
   *
   * @param arguments the number of threads, the memory limit of DuckDB, and a folder to spill into
   */
  public static void main(String[] arguments) throws IOException {
    WorkerWatch watch = new WorkerWatch();
    try (DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
        DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(
                    watch.patient(new FileOutputStream(FileDescriptor.out)), 1 << 16))) {
      SqlWorker worker = new SqlWorker(in, out, watch);
      boolean goesOn;
      do {
        watch.limit(IDLE);
        goesOn = worker.run(Integer.parseInt(arguments[0]), arguments[1], arguments[2]);
        out.flush();
      } while (goesOn);
    }
  }

  /**
   * Runs a statement in a database of its own.
   *
   * @return whether it may be followed by another
   */
  private boolean run(int threads, String memory, String folder) throws IOException {
    try (DuckDBConnection connection =
        DuckDb.open(
            threads,
            memory,
            Map.of(
                "jdbc_stream_results", "true",
                "temp_directory", folder,
                "max_temp_directory_size", "4GB",
                "allow_community_extensions", "false"))) {
      serialize(connection, "SELECT 1"); // what takes long the first time is done before one asks
      answer(connection);
      return true;
    } catch (SQLException e) {
      failed(DuckDbFailures.ofStatement(e));
    } catch (LakeException e) {
      failed(e);
    } catch (Wire.TooLong e) {
      failed(new LakeException(LakeException.Code.LIMIT, String.valueOf(e.getMessage()), e));
    } catch (OutOfMemoryError | StackOverflowError e) {
      failed(new LakeException(LakeException.Code.LIMIT, DuckDbFailures.MEMORY, e));
    }
    return false;
  }

  private void failed(LakeException failure) throws IOException {
    out.writeByte(FAILED);
    Wire.text(out, failure.code().name());
    Wire.text(out, String.valueOf(failure.getMessage()));
    out.flush();
  }

  private void answer(DuckDBConnection connection) throws SQLException, IOException {
    watch.begin(in);
    watch.limit(Duration.ofMillis(in.readLong()));
    String statement = Wire.text(in);
    String target = Wire.text(in);
    String limit = Wire.text(in);
    Set<String> tables = new HashSet<>(Wire.texts(in));
    Outline outline = Outline.of(statement, tables);
    StatementCheck.Needs needs = check(connection, statement, tables);
    out.writeByte(NEEDS);
    Wire.texts(out, List.copyOf(needs.tables()));
    out.writeBoolean(needs.metrics().isPresent());
    Wire.texts(out, List.copyOf(needs.metrics().orElse(Set.of())));
    out.flush();
    prepare(connection, target);
    watch.untilNext(in);
    String query =
        outline.run(
            connection, part -> StatementCheck.needs(serialize(connection, part), tables, true));
    if (target.isEmpty()) {
      rows(connection, query);
    } else {
      copy(connection, query, target, limit);
    }
    out.writeByte(END);
    out.flush();
  }

  /** What of the tables the statement reads; refuses it when it does anything else. */
  public static StatementCheck.Needs check(
      DuckDBConnection connection, String statement, Set<String> tables) throws SQLException {
    Outline outline = Outline.of(statement, tables);
    StatementCheck.Needs needs =
        StatementCheck.needs(
            serialize(connection, outline.checked()), tables, outline.query().areMentioned());
    return outline.looksUp() ? new StatementCheck.Needs(needs.tables(), Optional.empty()) : needs;
  }

  private static String serialize(DuckDBConnection connection, String query) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)")) {
      statement.setString(1, query);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** Makes the tables, then shuts every door. */
  private void prepare(DuckDBConnection connection, String target)
      throws SQLException, IOException {
    List<String> files = new ArrayList<>(Wire.texts(in));
    List<String> views = Wire.texts(in);
    int tables = in.readInt();
    for (int i = 0; i < tables; i++) {
      load(connection);
    }
    if (!target.isEmpty()) {
      files.addAll(new ParquetFiles(List.of(target)).opened());
    }
    try (Statement statement = connection.createStatement()) {
      for (String view : views) {
        statement.execute(view);
      }
      statement.execute(
          files.stream()
              .map(SqlText::literal)
              .collect(Collectors.joining(", ", "SET allowed_paths = [", "]")));
      statement.execute("SET enable_external_access = false");
      // Of our own, not of the statement's: no SET passes the check.
      statement.execute("SET allowed_configs = ['jdbc_stream_results']");
      statement.execute("SET lock_configuration = true");
    }
  }

  private void load(DuckDBConnection connection) throws SQLException, IOException {
    String name = Wire.text(in);
    List<Column> columns = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      columns.add(new Column(Wire.text(in), ColumnType.valueOf(Wire.text(in))));
    }
    StateTableLoader.create(connection, name, columns);
    try (StateTableLoader.Loader loader = new StateTableLoader.Loader(connection, name, columns)) {
      while (in.readBoolean()) {
        loader.add(Wire.row(in));
      }
    }
  }

  private void rows(DuckDBConnection connection, String query) throws SQLException, IOException {
    try (Answer answer = Answer.of(connection, SqlText.of(query))) {
      ResultSet rows = answer.rows();
      ResultSetMetaData types = rows.getMetaData();
      int count = types.getColumnCount();
      out.writeByte(COLUMNS);
      out.writeInt(count);
      for (int i = 1; i <= count; i++) {
        Wire.text(out, types.getColumnName(i));
        Wire.text(out, type(types.getColumnTypeName(i)).name());
      }
      while (rows.next()) {
        List<@Nullable Object> row = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
          Object value = JavaValues.plain(rows.getObject(i));
          row.add(
              types.getColumnTypeName(i).equals(NANOS_WITH_ZONE) ? JavaValues.nanos(value) : value);
        }
        if (Wire.length(row) > Wire.LONGEST) {
          throw new Wire.TooLong("a row is longer than " + (Wire.LONGEST >> 20) + " MB");
        }
        out.writeByte(ROW);
        Wire.row(out, row);
      }
    }
  }

  private void copy(DuckDBConnection connection, String query, String target, String limit)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      long rows =
          statement.executeLargeUpdate(
              "COPY ("
                  + (limit.isEmpty()
                      ? plain(connection, query)
                      : "FROM (" + plain(connection, query) + ") LIMIT " + Long.parseLong(limit))
                  + ") TO "
                  + SqlText.literal(target)
                  + " (FORMAT parquet, USE_TMP_FILE false)");
      out.writeByte(COLUMNS);
      out.writeInt(1);
      Wire.text(out, "rows");
      Wire.text(out, ColumnType.LONG.name());
      out.writeByte(ROW);
      Wire.row(out, List.of(rows));
    }
  }

  /** The statement as DuckDB itself writes it: without comments and semicolons. */
  private static String plain(DuckDBConnection connection, String query) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT json_deserialize_sql(json_serialize_sql(CAST(? AS VARCHAR)))")) {
      statement.setString(1, query);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static ColumnType type(String name) {
    return switch (name) {
      case "DOUBLE", "FLOAT" -> ColumnType.DOUBLE;
      case "BIGINT", "UINTEGER" -> ColumnType.LONG;
      case "INTEGER", "SMALLINT", "TINYINT", "USMALLINT", "UTINYINT" -> ColumnType.INT;
      case "BOOLEAN" -> ColumnType.BOOLEAN;
      case "DATE" -> ColumnType.DATE;
      case "TIMESTAMP",
          "TIMESTAMP WITH TIME ZONE",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          NANOS_WITH_ZONE ->
          ColumnType.TIMESTAMP;
      case "VARCHAR", "JSON", "UUID", "INTERVAL", "BLOB", "BIT" -> ColumnType.TEXT;
      default -> name.startsWith("ENUM") ? ColumnType.TEXT : ColumnType.VALUE;
    };
  }
}
