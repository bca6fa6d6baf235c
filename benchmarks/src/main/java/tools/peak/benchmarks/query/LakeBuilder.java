package tools.peak.benchmarks.query;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.internal.Field;
import tools.peak.lake.internal.Milestone;
import tools.peak.lake.internal.NewFile;
import tools.peak.lake.internal.Partition;
import tools.peak.lake.internal.catalog.Catalog;
import tools.peak.lake.internal.catalog.LakeFiles;
import tools.peak.lake.internal.catalog.RunIndex;
import tools.peak.lake.internal.iceberg.IcebergTables;
import tools.peak.lake.internal.telemetry.LakeTelemetry;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.LakeTable;

/**
 * Makes a lake of runs as upkeep leaves it: a file a partition, sorted by run_id, with field ids
 * and bounds; committed through the lake's own catalog, with its index of runs and a tag for every
 * second run. The fingerprints of source folders are left out: no question reads them.
 */
final class LakeBuilder {
  private static final int ROWS_A_GROUP = 32_768;
  private static final int FIRST_MONTH = (2023 - 1970) * 12;
  private static final int FIELDS_WITH_BOUNDS = 64;

  private final SyntheticRuns runs;
  private final Path lake;
  private final IcebergTables tables = new IcebergTables(Milestone.Listener.none());

  LakeBuilder(SyntheticRuns runs, Path lake) {
    this.runs = runs;
    this.lake = lake;
  }

  void build(DuckDBConnection duckdb) throws SQLException, IOException {
    LakeFiles files =
        new LakeFiles(
            Clock.systemUTC(),
            Milestone.Listener.none(),
            LakeTelemetry.global(),
            tables,
            (_, _) -> {});
    try (Catalog catalog = files.openOrCreate(lake);
        Statement statement = duckdb.createStatement()) {
      boolean _ =
          catalog.write(
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
      for (int month = 0; month < SyntheticRuns.MONTHS; month++) {
        statement.execute("CREATE OR REPLACE TEMP TABLE month AS " + runs.month(month, columns));
        for (String stage : SyntheticRuns.STAGES) {
          Partition partition = new Partition(stage, FIRST_MONTH + month);
          written.addAll(copy(statement, catalog, partition, fields));
          index(statement, catalog, partition);
        }
      }
      statement.execute("DROP TABLE month");
      sync(catalog.folder().data(LakeTable.RUNS));
      boolean _ =
          catalog.write(
              "ingest",
              change -> {
                change.move(
                    LakeTable.RUNS,
                    tables.change(change.pointer(LakeTable.RUNS), written, java.util.Set.of()));
                return true;
              });
    }
  }

  private static List<NewFile> copy(
      Statement statement, Catalog catalog, Partition partition, List<Field> fields)
      throws SQLException, IOException {
    Path file = catalog.folder().data(LakeTable.RUNS).resolve(UUID.randomUUID() + ".parquet");
    String ids =
        fields.stream()
            .map(field -> '"' + field.column().name() + "\": " + ids(field))
            .collect(Collectors.joining(", ", "{", "}"));
    try (ResultSet stats =
        statement.executeQuery(
            ("COPY (SELECT * FROM month WHERE stage = '%s' ORDER BY run_id) TO '%s' (FORMAT parquet,"
                    + " COMPRESSION zstd, ROW_GROUP_SIZE %d, FIELD_IDS %s, RETURN_STATS)")
                .formatted(partition.stage(), file, ROWS_A_GROUP, ids))) {
      stats.next();
      Map<?, ?> columns = (Map<?, ?>) stats.getObject("column_statistics");
      long rows = stats.getLong("count");
      if (rows == 0) {
        return List.of();
      }
      Map<Integer, NewFile.Bounds> bounds = new HashMap<>();
      for (Field field : fields.subList(0, Math.min(fields.size(), FIELDS_WITH_BOUNDS))) {
        if (!isMap(field)
            && columns.get('"' + field.column().name() + '"') instanceof Map<?, ?> c) {
          bounds.put(field.id(), bounds(c));
        }
      }
      sync(file);
      return List.of(
          new NewFile(
              LakeTable.RUNS,
              partition,
              file.toString(),
              rows,
              stats.getLong("file_size_bytes"),
              bounds));
    }
  }

  private static boolean isMap(Field field) {
    return field.column().type() == ColumnType.VALUES
        || field.column().type() == ColumnType.NUMBERS
        || field.column().type() == ColumnType.TEXTS;
  }

  private static String ids(Field field) {
    List<Integer> nested = field.nestedIds();
    return switch (nested.size()) {
      case 0 -> Integer.toString(field.id());
      case 2 ->
          "{__duckdb_field_id: %d, key: %d, value: %d}"
              .formatted(field.id(), nested.get(0), nested.get(1));
      default ->
          ("{__duckdb_field_id: %d, key: %d, value: {__duckdb_field_id: %d, type: %d, value: %d,"
                  + " number: %d}}")
              .formatted(
                  field.id(),
                  nested.get(0),
                  nested.get(1),
                  nested.get(2),
                  nested.get(3),
                  nested.get(4));
    };
  }

  private static NewFile.Bounds bounds(Map<?, ?> column) {
    return new NewFile.Bounds(
        count(column, "null_count"),
        count(column, "nan_count"),
        exact(column, "min"),
        exact(column, "max"));
  }

  private static long count(Map<?, ?> column, String name) {
    return column.get(name) instanceof String text ? Long.parseLong(text) : 0;
  }

  private static @Nullable String exact(Map<?, ?> column, String name) {
    return "true".equals(column.get(name + "_is_exact")) && column.get(name) instanceof String text
        ? text
        : null;
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
        catalog.write(
            "tag",
            change -> {
              change.runs().put(entries);
              for (int i = 0; i < entries.size(); i += 2) {
                boolean owner = i % 4 == 0;
                change
                    .tags()
                    .set(
                        entries.get(i).runId(),
                        owner ? "owner" : "review",
                        owner ? "owner" + i % 25 : i % 10 == 2 ? "passed" : "open",
                        "benchmark");
              }
              return true;
            });
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
