package tools.peak.engine.duckdb.copy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.engine.duckdb.sql.ColumnSql;
import tools.peak.engine.duckdb.sql.CopiedRuns;
import tools.peak.engine.duckdb.sql.Scan;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.storage.local.AtomicFile;
import tools.peak.storage.local.TemporaryFolder;

/**
 * Copies of the runs' data files in DuckDB's own format, which it reads faster than Parquet. They
 * are made aside and renamed, opened to read alone, and keyed by data file, which never changes: a
 * copy is right or not used. Never a source of truth; delete the folder at will.
 */
public final class NativeCopies {
  /** Columns that are long and shown to people one run at a time. */
  private static final Set<String> COLD = Set.of("meta_json", "params_json", "meta", "stats_text");

  /** Of very wide tables the first metrics are enough. */
  private static final long MOST_VALUES = 500_000_000;

  private final Path folder;
  private final TemporaryFolder scratch;
  private @Nullable FileTime seen;
  private @Nullable CopiedRuns current;
  private int attached;

  /**
   * @param folder where the copies lie
   * @param scratch where a link to it goes: DuckDB takes more of a database's path than its letters
   *     for something else
   */
  public NativeCopies(Path folder, TemporaryFolder scratch) {
    this.folder = folder;
    this.scratch = scratch;
  }

  /** The folder by a path that DuckDB understands. */
  private Path plain() throws IOException {
    Path link = scratch.path().resolve("copies");
    if (!Files.isSymbolicLink(link)) {
      Files.createSymbolicLink(link, folder.toAbsolutePath());
    }
    return link;
  }

  /** What there is, attached to a database. */
  public synchronized Optional<CopiedRuns> runs(Connection database) throws SQLException {
    try {
      if (!Files.isDirectory(folder)) {
        seen = null;
        current = null;
        return Optional.empty();
      }
      FileTime changed = Files.getLastModifiedTime(folder);
      if (!changed.equals(seen)) {
        Optional<Path> newest = newest();
        current =
            newest.isEmpty() ? null : attach(database, plain().resolve(newest.get().getFileName()));
        seen = newest.isPresent() && current == null ? null : changed; // a failure may pass
      }
    } catch (IOException e) {
      current = null; // it is only a copy
    }
    return Optional.ofNullable(current);
  }

  private Optional<Path> newest() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(NativeCopies::isCopy).max(Comparator.comparing(NativeCopies::modified));
    }
  }

  private static boolean isCopy(Path file) {
    return file.getFileName().toString().matches("runs-[-0-9a-f]{36}\\.duckdb");
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Gives null for what can't be read: another version of DuckDB made it, or it is damaged. */
  private @Nullable CopiedRuns attach(Connection database, Path file) {
    String name = "hot" + attached++;
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "ATTACH " + SqlText.literal(file.toString()) + " AS " + name + " (READ_ONLY)");
      Map<String, Integer> files = new HashMap<>();
      try (ResultSet rows = statement.executeQuery("SELECT path, id FROM " + name + ".files")) {
        while (rows.next()) {
          files.put(rows.getString(1), rows.getInt(2));
        }
      }
      Set<Integer> fields = new HashSet<>();
      try (ResultSet rows = statement.executeQuery("SELECT id FROM " + name + ".fields")) {
        while (rows.next()) {
          fields.add(rows.getInt(1));
        }
      }
      return new CopiedRuns(name + ".runs", Map.copyOf(files), Set.copyOf(fields));
    } catch (SQLException e) {
      detach(database, name);
      return null;
    }
  }

  /** DuckDB attaches a file once: one that can't be read stands in the way of the next try. */
  private static void detach(Connection database, String name) {
    try (Statement statement = database.createStatement()) {
      statement.execute("DETACH DATABASE IF EXISTS " + name);
    } catch (SQLException e) {
      // it is only a copy
    }
  }

  /**
   * Copies all files of a version, and deletes what was there before.
   *
   * @return the bytes of the copy
   */
  public long build(TableSnapshot runs, int threads, String memory) {
    Path name = folder.resolve("runs-" + UUID.randomUUID() + ".duckdb");
    try {
      Files.createDirectories(folder);
      long bytes =
          AtomicFile.write(
              name,
              beside -> {
                try {
                  make(runs, beside, threads, memory);
                  return Files.size(beside);
                } finally {
                  Files.deleteIfExists(Path.of(beside + ".wal"));
                }
              });
      clear(name);
      return bytes;
    } catch (IOException | SQLException e) {
      throw DiskFailure.of("writing to " + folder, e);
    }
  }

  /** DuckDB can't write a database into a folder whose name it takes for more than letters. */
  private void make(TableSnapshot runs, Path file, int threads, String memory)
      throws IOException, SQLException {
    if (TemporaryFolder.isPlain(file)) {
      copy(runs, file, threads, memory);
      return;
    }
    Path elsewhere = scratch.path().resolve(file.getFileName());
    try {
      copy(runs, elsewhere, threads, memory);
      Files.copy(elsewhere, file);
    } finally {
      Files.deleteIfExists(elsewhere);
      Files.deleteIfExists(Path.of(elsewhere + ".wal"));
    }
  }

  /** Deletes all copies. */
  public void drop() {
    try {
      if (Files.isDirectory(folder)) {
        clear(null);
        Files.delete(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Another process is making a copy there.
    } catch (IOException e) {
      throw new LakeException(Code.IO, "cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }

  private void clear(@Nullable Path but) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      // What another process is making is its own: it has no name of a copy yet.
      for (Path file :
          files.filter(NativeCopies::isCopy).filter(file -> !file.equals(but)).toList()) {
        Files.deleteIfExists(file); // who has it open keeps it
      }
    }
  }

  private static void copy(TableSnapshot runs, Path file, int threads, String memory)
      throws SQLException {
    List<Field> fields = fields(runs);
    List<StoredFile> files = new ArrayList<>(runs.content());
    files.sort(
        Comparator.comparing(StoredFile::partition, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(StoredFile::path));
    try (DuckDBConnection connection = DuckDb.open(threads, memory);
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH " + SqlText.literal(file.toString()) + " AS hot");
      statement.execute("CREATE TABLE hot.files (path VARCHAR, id INTEGER)");
      statement.execute("CREATE TABLE hot.fields (id INTEGER)");
      statement.execute(
          fields.stream()
              .map(field -> ", f" + field.id() + " " + ColumnSql.type(field.column().type()))
              .collect(Collectors.joining("", "CREATE TABLE hot.runs (file INTEGER", ")")));
      for (Field field : fields) {
        statement.execute("INSERT INTO hot.fields VALUES (" + field.id() + ")");
      }
      for (int i = 0; i < files.size(); i++) {
        Scan scan = new Scan(new TableSnapshot(runs.id(), runs.fields(), List.of(files.get(i))));
        String columns =
            fields.stream()
                .map(field -> ", " + scan.column(field.column().name()))
                .collect(Collectors.joining());
        statement.execute(
            "INSERT INTO hot.runs SELECT " + i + columns + " FROM " + scan.relation());
        statement.execute(
            "INSERT INTO hot.files VALUES ("
                + SqlText.literal(files.get(i).path())
                + ", "
                + i
                + ")");
      }
      statement.execute("CHECKPOINT hot");
      statement.execute("DETACH hot");
    }
  }

  private static List<Field> fields(TableSnapshot runs) {
    Set<String> contract =
        LakeTable.RUNS.columns().stream().map(Column::name).collect(Collectors.toSet());
    long metrics = Math.max(16, MOST_VALUES / Math.max(1, runs.rows()));
    List<Field> fields = new ArrayList<>();
    for (Field field : runs.fields()) {
      boolean isMetric = !contract.contains(field.column().name());
      if (isMetric
          ? field.column().type() == ColumnType.DOUBLE && metrics-- > 0
          : !COLD.contains(field.column().name())) {
        fields.add(field);
      }
    }
    return fields;
  }
}
