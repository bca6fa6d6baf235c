package tools.peak.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.TableReader;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;

/** Looks into a lake past its public door. */
public final class Probe {
  public static final IngestOptions OPTIONS = IngestOptions.DEFAULT.withThreads(2);

  private Probe() {}

  /** A lake with a clock of its own, whose writes are watched. */
  public static Lake open(Path path, Clock clock, FailPoint.Listener milestones) {
    return Lake.openOrCreate(path, clock, milestones);
  }

  public static Catalog catalog(Lake lake) {
    return lake.catalog();
  }

  public static TableStore tables(Lake lake) {
    return lake.tables();
  }

  public static View snapshot(Lake lake) {
    return lake.snapshot();
  }

  public static View snapshot(Lake lake, AsOf asOf) {
    return lake.snapshot(asOf);
  }

  public static TableSnapshot table(Lake lake, LakeTable table) {
    return table(lake.snapshot(), table);
  }

  public static TableSnapshot table(View snapshot, LakeTable table) {
    return Objects.requireNonNull(snapshot.tables().get(table));
  }

  public static List<Map<String, @Nullable Object>> rows(Lake lake, LakeTable table) {
    return TableReader.rows(table(lake, table));
  }

  /** The runs by their ids. */
  public static Map<String, Map<String, @Nullable Object>> runs(Lake lake) {
    return runs(lake.snapshot());
  }

  /** A run that must be there. */
  public static Map<String, @Nullable Object> run(Lake lake, String runId) {
    return Objects.requireNonNull(runs(lake).get(runId), runId);
  }

  public static Map<String, Map<String, @Nullable Object>> runs(View snapshot) {
    Map<String, Map<String, @Nullable Object>> runs = new TreeMap<>();
    for (Map<String, @Nullable Object> run : TableReader.rows(table(snapshot, LakeTable.RUNS))) {
      Object before = runs.put(String.valueOf(run.get("run_id")), run);
      if (before != null) {
        throw new AssertionError("a run twice: " + run.get("run_id"));
      }
    }
    return runs;
  }

  /** Loads with two threads. */
  public static IngestResult ingest(Lake lake, IngestOptions options, Path... roots) {
    return lake.ingest(List.of(roots), options, IngestListener.NONE);
  }

  public static IngestResult ingest(Lake lake, Path... roots) {
    return ingest(lake, OPTIONS, roots);
  }

  /** A row of {@code rejects}, read past Peak. */
  public record Reject(
      String path,
      @Nullable String runId,
      String code,
      String reason,
      long firstSeen,
      long lastSeen) {}

  /** The rejects in force. */
  public static List<Reject> rejects(Lake lake) {
    return rejects(lake.path());
  }

  public static List<Reject> rejects(Path lake) {
    try (Connection connection = sqlite(lake);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT path, run_id, code, reason, first_seen, last_seen FROM peak_rejects"
                    + " WHERE until IS NULL ORDER BY path, code, reason")) {
      List<Reject> rejects = new ArrayList<>();
      while (row.next()) {
        rejects.add(
            new Reject(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6)));
      }
      return rejects;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The catalog as any program sees it. */
  public static Connection sqlite(Path lake) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + lake.resolve("catalog.db"));
  }

  /** Changes the catalog behind Peak's back. */
  public static void sql(Path lake, String sql) {
    try (Connection connection = sqlite(lake);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A clock that goes on by a second each time it is asked. */
  public static Clock ticking(Instant from) {
    AtomicLong seconds = new AtomicLong();
    return clock(() -> from.plusSeconds(seconds.incrementAndGet()));
  }

  /** A clock that tells what it is told. */
  public static Clock clock(InstantSource now) {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.instant();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
