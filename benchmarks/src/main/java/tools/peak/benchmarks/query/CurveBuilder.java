package tools.peak.benchmarks.query;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.FailPoint;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.TableStoreProvider;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.storage.local.LocalStorage;

/**
 * Gives each run of a lake of {@link LakeBuilder} a curve: daily points, as upkeep leaves them, a
 * file a partition, sorted by run_id and place.
 */
final class CurveBuilder {
  private static final int ROWS_A_GROUP = 122_880;

  private final SyntheticRuns runs;
  private final int points;
  private final Path lake;
  private final TableStore tables =
      ServiceLoader.load(TableStoreProvider.class)
          .findFirst()
          .orElseThrow()
          .open(new LocalStorage(), FailPoint.Listener.none());

  CurveBuilder(SyntheticRuns runs, int points, Path lake) {
    this.runs = runs;
    this.points = points;
    this.lake = lake;
  }

  void build(DuckDBConnection duckdb) throws SQLException, IOException {
    CatalogProvider catalogs = ServiceLoader.load(CatalogProvider.class).findFirst().orElseThrow();
    CatalogProvider.Context context =
        new CatalogProvider.Context(
            Clock.systemUTC(),
            FailPoint.Listener.none(),
            LakeTelemetry.global(),
            tables,
            (_, _) -> {});
    try (Catalog catalog = catalogs.openOrCreate(lake, context);
        Statement statement = duckdb.createStatement()) {
      List<Field> fields = tables.fields(catalog.current().pointer(LakeTable.EQUITY));
      List<NewFile> written = new ArrayList<>();
      Path folder = catalog.folder().data(LakeTable.EQUITY);
      for (int month = 0; month < SyntheticRuns.MONTHS; month++) {
        for (String stage : SyntheticRuns.STAGES) {
          Partition partition = new Partition(stage, LakeBuilder.FIRST_MONTH + month);
          new DuckDbCopy(LakeTable.EQUITY, partition, folder, fields, ROWS_A_GROUP)
              .copy(statement, points(month, stage))
              .ifPresent(written::add);
        }
      }
      DuckDbCopy.sync(folder);
      boolean _ =
          catalog.change(
              "ingest",
              change -> {
                change.move(
                    LakeTable.EQUITY, tables.append(change.pointer(LakeTable.EQUITY), written));
                return true;
              });
    }
  }

  /** The days before the run was made; growth and waves by its number. */
  private String points(int month, String stage) {
    String ofRun =
        runs.month(
            month, LakeTable.RUNS.columns().stream().filter(CurveBuilder::isWanted).toList());
    return String.format(
        Locale.ROOT,
        """
        SELECT run_id, seq::INT AS seq, timestamp - to_days((%1$d - seq)::INT) AS timestamp,
          10000 * (1 + seq * ((h %% 41)::DOUBLE - 15) / 2e5
            + sin(seq / (5.0 + h %% 23)) * (1 + h %% 7) / 100
            + (hash(h + seq) %% 1000003)::DOUBLE / 4e7) AS equity,
          stage, timestamp AS run_timestamp
        FROM (SELECT *, hash(run_id) AS h FROM (%2$s) WHERE stage = '%3$s') , range(%1$d) AS p(seq)
        ORDER BY run_id, seq
        """,
        points,
        ofRun,
        stage);
  }

  private static boolean isWanted(Column column) {
    return List.of("run_id", "stage", "timestamp").contains(column.name());
  }
}
