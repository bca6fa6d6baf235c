package tools.peak.engine.duckdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.NewFile.Bounds;

/**
 * Writes what a SELECT gives into one Parquet file of a table, and syncs it.
 *
 * @param rowsAGroup how many rows of a row group
 */
public record CopiedFile(
    LakeTable table,
    @Nullable Partition partition,
    Path folder,
    List<Field> fields,
    int rowsAGroup,
    FailPoint.Listener milestones) {
  /** What DuckDB itself writes together. */
  static final int USUAL_ROWS_A_GROUP = 122_880;

  /** Copies; gives nothing if the SELECT gave no rows, and leaves no file then. */
  public Optional<NewFile> copy(Statement statement, String select)
      throws SQLException, IOException {
    // Names are ours alone: nothing of a run's content becomes a path.
    Path file = folder.resolve(UUID.randomUUID() + ".parquet");
    String copy =
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d, FIELD_IDS %s, RETURN_STATS)"
            .formatted(
                select, DuckDb.literal(file.toString()), rowsAGroup, ColumnSql.fieldIds(fields));
    milestones.reached(FailPoint.BEFORE_COPY);
    Optional<NewFile> written;
    try (ResultSet stats = statement.executeQuery(copy)) {
      written = stats.next() ? Optional.of(newFile(file, stats)) : Optional.empty();
    } catch (SQLException e) {
      Files.deleteIfExists(file);
      throw DiskFailure.of("writing to " + folder, e);
    }
    if (written.isEmpty() || written.get().rows() == 0) {
      Files.deleteIfExists(file);
      return Optional.empty();
    }
    try {
      sync(file);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    milestones.reached(FailPoint.AFTER_COPY);
    return written;
  }

  private NewFile newFile(Path file, ResultSet stats) throws SQLException {
    Map<?, ?> columns = (Map<?, ?>) stats.getObject("column_statistics");
    Map<Integer, Bounds> bounds = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.isBounded(i)
          && columns.get(DuckDb.identifier(field.column().name())) instanceof Map<?, ?> column) {
        bounds.put(field.id(), bounds(column));
      }
    }
    return new NewFile(
        table,
        partition,
        file.toString(),
        stats.getLong("count"),
        stats.getLong("file_size_bytes"),
        bounds);
  }

  private static Bounds bounds(Map<?, ?> column) {
    return new Bounds(
        count(column, "null_count"),
        count(column, "nan_count"),
        exact(column, "min"),
        exact(column, "max"));
  }

  private static long count(Map<?, ?> column, String name) {
    return column.get(name) instanceof String text ? Long.parseLong(text) : 0;
  }

  /** Long texts are cut in the statistics, and a cut maximum is less than what is there. */
  private static @Nullable String exact(Map<?, ?> column, String name) {
    return "true".equals(column.get(name + "_is_exact")) && column.get(name) instanceof String text
        ? text
        : null;
  }

  /** Makes a file, or what a folder names, last. */
  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
