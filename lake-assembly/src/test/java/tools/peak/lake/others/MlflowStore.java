package tools.peak.lake.others;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** An SQLite store of the tables that MLflow 3.17 makes, as far as they are read. */
final class MlflowStore {
  static final long START = 1_700_000_000_000L;

  private final Path file;

  MlflowStore(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('dc11669786a5')",
        "CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name VARCHAR(256) NOT NULL,"
            + " lifecycle_stage VARCHAR(32))",
        "INSERT INTO experiments VALUES (1, 'macd sweep', 'active')",
        "CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), user_id"
            + " VARCHAR(256), status VARCHAR(9), start_time BIGINT, end_time BIGINT,"
            + " lifecycle_stage VARCHAR(20), experiment_id INTEGER)",
        "CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid"
            + " VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid))",
        "CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32)"
            + " NOT NULL, PRIMARY KEY (key, run_uuid))",
        "CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp"
            + " BIGINT, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT"
            + " NULL, PRIMARY KEY (key, run_uuid))",
        "CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT"
            + " NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT NOT NULL DEFAULT 0, is_nan"
            + " BOOLEAN NOT NULL DEFAULT 0)");
  }

  Path file() {
    return file;
  }

  void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file + "?synchronous=OFF");
  }

  void put(String sql, @Nullable Object... values) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  MlflowStore start(String runId, String status) {
    put(
        "INSERT INTO runs VALUES (?, ?, 'ann', ?, ?, ?, 'active', 1)",
        runId,
        "night " + runId,
        status,
        START,
        status.equals("RUNNING") ? null : START + 60_000);
    return this;
  }

  MlflowStore param(String runId, String key, String value) {
    put("INSERT INTO params VALUES (?, ?, ?)", key, value, runId);
    return this;
  }

  MlflowStore tag(String runId, String key, String value) {
    put("INSERT OR REPLACE INTO tags VALUES (?, ?, ?)", key, value, runId);
    return this;
  }

  /** Logs a value of a metric. */
  MlflowStore log(String runId, String key, double value, long millis, long step) {
    boolean isNan = Double.isNaN(value);
    double stored = isNan ? 0 : Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    put("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)", key, stored, millis, runId, step, isNan);
    put(
        "INSERT OR REPLACE INTO latest_metrics VALUES (?, ?, ?, ?, ?, ?)",
        key,
        stored,
        millis,
        step,
        isNan,
        runId);
    return this;
  }
}
