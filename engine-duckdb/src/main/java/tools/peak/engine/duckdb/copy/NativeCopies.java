package tools.peak.engine.duckdb.copy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import tools.peak.engine.duckdb.session.AttachedCopies;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.engine.duckdb.sql.ColumnSql;
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
 * are made aside and renamed, one at a time, opened to read alone, and keyed by data file, which
 * never changes: a copy is right or not used. Never a source of truth; delete the folder at will.
 */
public final class NativeCopies {
  /** Columns that are long and shown to people one run at a time. */
  private static final Set<String> COLD = Set.of("meta_json", "params_json", "meta", "stats_text");

  /** Of very wide tables the first metrics are enough. */
  private static final long MOST_VALUES = 500_000_000;

  private final Path folder;
  private final TemporaryFolder scratch;

  /**
   * @param folder where the copies lie
   * @param scratch where one is made if DuckDB takes more of the folder's path than its letters for
   *     something else
   */
  public NativeCopies(Path folder, TemporaryFolder scratch) {
    this.folder = folder;
    this.scratch = scratch;
  }

  /** What a copy is called while it is made, and what DuckDB puts beside it. */
  private static boolean isUnfinished(Path file) {
    return file.getFileName().toString().matches("\\.runs-.*\\.duckdb-.*\\.new(\\.wal)?");
  }

  /**
   * Copies all files of a version, and deletes what was there before.
   *
   * @return the bytes of the copy
   */
  public long build(TableSnapshot runs, int threads, String memory) {
    Path name = folder.resolve("runs-" + UUID.randomUUID() + ".duckdb");
    try (CopyTurn _ = CopyTurn.of(folder)) {
      Files.createDirectories(folder);
      clear(NativeCopies::isUnfinished); // of one that was killed: nobody else makes one now
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
      clear(file -> AttachedCopies.isCopy(file) && !file.equals(name));
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
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (CopyTurn _ = CopyTurn.of(folder)) {
      clear(file -> AttachedCopies.isCopy(file) || isUnfinished(file));
      Files.delete(folder);
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Somebody else keeps something there, or was faster.
    } catch (IOException e) {
      throw new LakeException(Code.IO, "cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }

  private void clear(Predicate<Path> unwanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(unwanted).toList()) {
        Files.deleteIfExists(file); // who has it open keeps it until his next question
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
