package tools.peak.benchmarks.query;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import tools.peak.lake.FailPoint;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogProvider;
import tools.peak.lake.catalog.RunIndex;
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
 * Makes a lake of runs as upkeep leaves it: a file a partition, sorted by run_id, with field ids
 * and bounds; committed through the lake's own catalog, with its index of runs and a tag for every
 * second run. The fingerprints of source folders are left out: no question reads them. What belongs
 * to the runs is written the same way.
 */
final class LakeBuilder {
  private static final int ROWS_A_GROUP = 32_768;

  /** Those of the other tables, as they are written by Peak. */
  private static final int USUAL_ROWS_A_GROUP = 122_880;

  private static final int FIRST_MONTH = (2023 - 1970) * 12;

  private final SyntheticRuns runs;
  private final List<RowsOfRuns> belonging;
  private final Path lake;
  private final TableStore tables =
      ServiceLoader.load(TableStoreProvider.class)
          .findFirst()
          .orElseThrow()
          .open(new LocalStorage(), FailPoint.Listener.none());

  LakeBuilder(SyntheticRuns runs, List<RowsOfRuns> belonging, Path lake) {
    this.runs = runs;
    this.belonging = List.copyOf(belonging);
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
      boolean _ =
          catalog.change(
              "schema",
              change -> {
                change.move(
                    LakeTable.RUNS,
                    tables.addMetrics(change.pointer(LakeTable.RUNS), runs.metrics()));
                return true;
              });
      List<Field> fields = tables.fields(catalog.current().pointer(LakeTable.RUNS));
      List<Column> columns = fields.stream().map(Field::column).toList();
      List<NewFile> written = new ArrayList<>();
      Path folder = catalog.folder().data(LakeTable.RUNS);
      for (int month = 0; month < SyntheticRuns.MONTHS; month++) {
        statement.execute("CREATE OR REPLACE TEMP TABLE month AS " + runs.month(month, columns));
        for (String stage : SyntheticRuns.STAGES) {
          Partition partition = new Partition(stage, FIRST_MONTH + month);
          new DuckDbCopy(LakeTable.RUNS, partition, folder, fields, ROWS_A_GROUP)
              .copy(
                  statement,
                  "SELECT * FROM month WHERE stage = '" + partition.stage() + "' ORDER BY run_id")
              .ifPresent(written::add);
          for (RowsOfRuns rows : belonging) {
            rowsOfRuns(rows, partition, statement, catalog).ifPresent(written::add);
          }
          index(statement, catalog, partition);
        }
      }
      statement.execute("DROP TABLE month");
      Map<LakeTable, List<NewFile>> files =
          written.stream().collect(Collectors.groupingBy(NewFile::table));
      for (LakeTable table : files.keySet()) {
        DuckDbCopy.sync(catalog.folder().data(table));
      }
      boolean _ =
          catalog.change(
              "ingest",
              change -> {
                files.forEach(
                    (table, added) ->
                        change.move(table, tables.append(change.pointer(table), added)));
                return true;
              });
    }
  }

  private Optional<NewFile> rowsOfRuns(
      RowsOfRuns rows, Partition partition, Statement statement, Catalog catalog)
      throws SQLException, IOException {
    List<Field> fields = tables.fields(catalog.current().pointer(rows.table()));
    Path folder = catalog.folder().data(rows.table());
    return new DuckDbCopy(rows.table(), partition, folder, fields, USUAL_ROWS_A_GROUP)
        .copy(statement, rows.select(partition, fields.stream().map(Field::column).toList()));
  }

  /** Claims the ids, and tags every second run. */
  private static void index(Statement statement, Catalog catalog, Partition partition)
      throws SQLException {
    List<RunIndex.Entry> entries = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT run_id, source_path, evidence_sha256 FROM month WHERE stage = '%s' ORDER BY 1"
                .formatted(partition.stage()))) {
      while (rows.next()) {
        entries.add(
            new RunIndex.Entry(rows.getString(1), rows.getString(2), rows.getString(3), partition));
      }
    }
    boolean _ =
        catalog.change(
            "tag",
            change -> {
              change.runs().put(entries);
              for (int i = 0; i < entries.size(); i += 2) {
                boolean owner = i % 4 == 0;
                change
                    .tags()
                    .set(
                        List.of(entries.get(i).runId()),
                        owner ? "owner" : "review",
                        owner ? "owner" + i % 25 : i % 10 == 2 ? "passed" : "open",
                        "benchmark");
              }
              return true;
            });
  }
}
