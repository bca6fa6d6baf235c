package tools.peak.importers.mlflow;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.ReadLimits;

/**
 * Some runs of a store, read in one transaction: their rows, with parameters, metrics and tags as
 * JSON, which SQLite makes faster than its rows can be fetched. Histories come later, where a run
 * has a curve.
 */
final class StorePortion {
  private static final int RUNS = 256;

  /** The histories of so many points are held at once. */
  private static final long POINTS = 2_000_000;

  private static final String RUN_COLUMNS =
      """
      SELECT r.run_uuid, r.name, r.status, r.start_time, r.end_time, r.user_id, e.name, r.experiment_id
      FROM runs r LEFT JOIN experiments e ON e.experiment_id = r.experiment_id
      WHERE r.lifecycle_stage = 'active' AND r.run_uuid
      """;
  private static final String BEHIND = RUN_COLUMNS + "> ? ORDER BY r.run_uuid LIMIT " + RUNS;
  private static final String ONE = RUN_COLUMNS + "= ?";

  private static final String PARAMS_SQL =
      "SELECT run_uuid, json_group_object(key, value) FROM params WHERE run_uuid BETWEEN ? AND ?"
          + " GROUP BY run_uuid";
  private static final String TAGS_SQL =
      "SELECT run_uuid, json_group_object(key, value) FROM tags WHERE run_uuid BETWEEN ? AND ?"
          + " GROUP BY run_uuid";
  private static final String METRICS_SQL =
      "SELECT run_uuid, json_group_object(key, CASE WHEN is_nan THEN 'NaN' ELSE value END) FROM"
          + " latest_metrics WHERE run_uuid BETWEEN ? AND ? GROUP BY run_uuid";
  private static final String HISTORY_SQL =
      "SELECT timestamp, step, value, is_nan FROM metrics WHERE run_uuid = ? AND key = ? ORDER BY"
          + " step, timestamp";

  private final Place place;
  private final Database.State state;
  private final List<DatabaseRun> runs = new ArrayList<>();
  private final Map<String, DatabaseRun> byId = new HashMap<>();
  private final List<String> broken = new ArrayList<>();
  private @Nullable String last;
  private @Nullable Map<String, PointRows> histories;
  private Database.@Nullable State lookedAt;
  private Map<String, Fingerprint> looked = Map.of();

  /**
   * Where the runs come from.
   *
   * @param file its name
   * @param schema its version, if it says one
   */
  record Place(Path store, String file, @Nullable String schema, ReadLimits limits) {}

  private StorePortion(Place place, Database.State state) {
    this.place = place;
    this.state = state;
  }

  /** The runs behind the one of that id. */
  static StorePortion read(Place place, Database database, String after)
      throws SQLException, IOException {
    StorePortion portion = new StorePortion(place, Database.State.of(place.store()));
    List<Row> rows = inOne(database, () -> portion.rows(database, BEHIND, after));
    if (rows.size() == RUNS) {
      portion.last = rows.getLast().runId();
    }
    try {
      portion.take(inOne(database, () -> portion.fill(database, rows)));
    } catch (SQLException e) {
      if (Database.isBusy(e)) {
        throw e;
      }
      for (Row row : rows) { // one of them can't be read: which?
        try {
          portion.take(portion.fill(database, List.of(row)));
        } catch (SQLException _) {
          portion.broken.add(row.runId());
        }
      }
      if (portion.runs.isEmpty() && !rows.isEmpty()) {
        throw e; // it is the store
      }
    }
    return portion;
  }

  /** The run of that id; null if there is none that is not deleted. */
  static @Nullable DatabaseRun one(Place place, Database database, String runId)
      throws SQLException, IOException {
    StorePortion portion = new StorePortion(place, Database.State.of(place.store()));
    portion.take(portion.fill(database, portion.rows(database, ONE, runId)));
    return portion.runs.isEmpty() ? null : portion.runs.getFirst();
  }

  /** Reads of a moment. */
  private interface Reads<T> {
    T read() throws SQLException;
  }

  private static <T> T inOne(Database database, Reads<T> reads) throws SQLException {
    Connection connection = database.connection();
    connection.setAutoCommit(false);
    try {
      return reads.read();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** A run's own row. */
  private record Row(
      String runId,
      @Nullable String name,
      String status,
      @Nullable Long start,
      @Nullable Long end,
      @Nullable String user,
      @Nullable String experiment,
      String experimentId) {}

  private List<Row> rows(Database database, String sql, String runId) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      statement.setString(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(
              new Row(
                  row.getString(1),
                  row.getString(2),
                  String.valueOf(row.getString(3)),
                  whole(row, 4),
                  whole(row, 5),
                  row.getString(6),
                  row.getString(7),
                  String.valueOf(row.getString(8))));
        }
      }
    }
    return rows;
  }

  private static @Nullable Long whole(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private List<DatabaseRun> fill(Database database, List<Row> rows) throws SQLException {
    List<DatabaseRun> filled = new ArrayList<>(rows.size());
    if (rows.isEmpty()) {
      return filled;
    }
    String first = rows.getFirst().runId();
    String end = rows.getLast().runId();
    Map<String, String> params = texts(database, PARAMS_SQL, first, end);
    Map<String, String> metrics = texts(database, METRICS_SQL, first, end);
    Map<String, String> tags = texts(database, TAGS_SQL, first, end);
    for (Row row : rows) {
      filled.add(
          new DatabaseRun(
              this,
              new TrackedRun(
                  row.runId(),
                  row.name(),
                  row.status(),
                  row.start(),
                  row.end(),
                  row.user(),
                  row.experiment(),
                  row.experimentId(),
                  Map.of(),
                  Map.of(),
                  Map.of()),
              params.getOrDefault(row.runId(), "{}"),
              metrics.getOrDefault(row.runId(), "{}"),
              tags.getOrDefault(row.runId(), "{}")));
    }
    return filled;
  }

  private static Map<String, String> texts(Database database, String sql, String first, String last)
      throws SQLException {
    Map<String, String> texts = new HashMap<>();
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      statement.setString(1, first);
      statement.setString(2, last);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          texts.put(row.getString(1), row.getString(2));
        }
      }
    }
    return texts;
  }

  private void take(List<DatabaseRun> filled) {
    runs.addAll(filled);
    filled.forEach(run -> byId.put(run.runId(), run));
  }

  Place place() {
    return place;
  }

  List<DatabaseRun> runs() {
    return runs;
  }

  /** Ids of runs whose rows can't be read. */
  List<String> broken() {
    return broken;
  }

  /** The last run's id if there may be more behind it. */
  @Nullable String last() {
    return last;
  }

  /** What is known of a run now; null if it is gone. The store is asked once for all of them. */
  synchronized @Nullable Fingerprint now(String runId) throws SQLException, IOException {
    Database.State now = Database.State.of(place.store());
    if (now.equals(state)) {
      DatabaseRun run = byId.get(runId);
      return run == null ? null : run.fingerprint();
    }
    if (!now.equals(lookedAt)) {
      Map<String, Fingerprint> fingerprints = new HashMap<>();
      try (Database database = Database.open(place.store())) {
        for (DatabaseRun run : runs) {
          DatabaseRun again = one(place, database, run.runId());
          if (again != null) {
            fingerprints.put(again.runId(), again.fingerprint());
          }
        }
      }
      looked = fingerprints;
      lookedAt = now;
    }
    return looked.get(runId);
  }

  /** A run's history of a metric; what was read of others meanwhile waits for them. */
  synchronized PointRows history(String runId, String metric) throws SQLException, IOException {
    Map<String, PointRows> all = histories;
    if (all == null) {
      all = new HashMap<>();
      long points = 0;
      try (Database database = Database.open(place.store())) {
        for (DatabaseRun run : runs) {
          String curve = run.curve();
          if (curve != null && points < POINTS) {
            PointRows read = history(database, run.runId(), curve);
            points += read.size();
            all.put(run.runId() + '\0' + curve, read);
          }
        }
      }
      histories = all;
    }
    PointRows points = all.remove(runId + '\0' + metric);
    if (points == null) {
      try (Database database = Database.open(place.store())) {
        points = history(database, runId, metric);
      }
    }
    return points;
  }

  private PointRows history(Database database, String runId, String metric) throws SQLException {
    PointRows rows = new PointRows(place.limits().maxPoints());
    try (PreparedStatement statement = database.connection().prepareStatement(HISTORY_SQL)) {
      statement.setString(1, runId);
      statement.setString(2, metric);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(
              row.getLong(1),
              row.getLong(2),
              row.getBoolean(4) ? Double.NaN : DatabaseRun.value(row.getDouble(3)));
        }
      }
    }
    return rows;
  }
}
