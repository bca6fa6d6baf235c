package tools.peak.benchmarks.query;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.NewFile.Bounds;

/**
 * Writes what a SELECT gives into one Parquet file of a table, and syncs it: millions of runs that
 * never were folders.
 *
 * @param rowsAGroup how many rows of a row group
 */
record DuckDbCopy(
    LakeTable table,
    @Nullable Partition partition,
    Path folder,
    List<Field> fields,
    int rowsAGroup) {
  /** Copies; gives nothing if the SELECT gave no rows, and leaves no file then. */
  Optional<NewFile> copy(Statement statement, String select) throws SQLException, IOException {
    // Names are ours alone: nothing of a run's content becomes a path.
    Path file = folder.resolve(UUID.randomUUID() + ".parquet");
    String copy =
        String.format(
            Locale.ROOT,
            "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d, FIELD_IDS %s,"
                + " RETURN_STATS)",
            select,
            literal(file.toString()),
            rowsAGroup,
            fieldIds(fields));
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
    return written;
  }

  private NewFile newFile(Path file, ResultSet stats) throws SQLException {
    Map<?, ?> columns = (Map<?, ?>) stats.getObject("column_statistics");
    Map<Integer, Bounds> bounds = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.isBounded(i)
          && columns.get(identifier(field.column().name())) instanceof Map<?, ?> column) {
        bounds.put(field.id(), bounds(column));
      }
    }
    return new NewFile(
        table,
        partition,
        file.toString(),
        stats.getLong("count"),
        stats.getLong("file_size_bytes"),
        null,
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
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** {@code {"name": id, …}}: what COPY writes into the file, so that readers map by id. */
  static String fieldIds(List<Field> fields) {
    return fields.stream()
        .map(field -> identifier(field.column().name()) + ": " + ids(field))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String ids(Field field) {
    List<Integer> nested = field.nestedIds();
    return switch (field.column().type()) {
      case NUMBERS, TEXTS ->
          String.format(
              Locale.ROOT,
              "{__duckdb_field_id: %d, key: %d, value: %d}",
              field.id(),
              nested.get(0),
              nested.get(1));
      case VALUES ->
          String.format(
              Locale.ROOT,
              """
              {__duckdb_field_id: %d, key: %d,
               value: {__duckdb_field_id: %d, type: %d, value: %d, number: %d}}\
              """,
              field.id(),
              nested.get(0),
              nested.get(1),
              nested.get(2),
              nested.get(3),
              nested.get(4));
      case TEXT, DOUBLE, LONG, INT, BOOLEAN, DATE, TIMESTAMP, VALUE -> Integer.toString(field.id());
    };
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
