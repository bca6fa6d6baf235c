package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Needed;
import tools.peak.fixtures.Otlp;
import tools.peak.fixtures.PlainFileIO;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.storage.object.FolderObjects;

/** The lake is Iceberg on Parquet to whoever reads that: with equal rows. */
final class OtherReadersTest {
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("PEAK_PYTHON"), "python3");

  private static final String SCRIPT =
      """
      import sys
      from pyiceberg.catalog.sql import SqlCatalog
      catalog = SqlCatalog("peak", uri="sqlite:///" + sys.argv[1] + "/catalog.db")
      for row in catalog.load_table("lake.runs").scan().to_arrow().to_pylist():
          print("run", row["run_id"], repr(row["sharpe"]))
      for table in ("trades", "equity", "artifacts", "spans", "ingests"):
          print("count", table, catalog.load_table("lake." + table).scan().to_arrow().num_rows)
      """;

  private static final String PATHS =
      """
      import sys
      from pyiceberg.catalog.sql import SqlCatalog
      catalog = SqlCatalog("peak", uri="sqlite:///" + sys.argv[1] + "/catalog.db")
      for name in ("runs", "trades", "equity", "artifacts", "spans", "ingests"):
          table = catalog.load_table("lake." + name)
          print(table.metadata_location)
          print(table.location())
          for snapshot in table.snapshots():
              print(snapshot.manifest_list)
          for task in table.scan().plan_files():
              print(task.file.file_path)
      """;

  @TempDir Path temp;
  private Path lakeFolder = Path.of("unset");
  private final List<String> expected = new ArrayList<>();
  private final List<String> counts = new ArrayList<>();

  /** A lake that was loaded twice: with a new metric in the second pass, and a replaced run. */
  @BeforeEach
  void load() throws IOException {
    Path results = Files.createDirectory(temp.resolve("results"));
    Chain.of("a")
        .stat("sharpe", "1.5")
        .equity(10)
        .trades(3)
        .file("telemetry.jsonl", Otlp.run("1.0", "load", "simulate"))
        .writeTo(results.resolve("a"));
    Chain.of("b").stat("sharpe", "NaN").equity(5).writeTo(results.resolve("b"));
    lakeFolder = temp.resolve("lake").toAbsolutePath();
    try (Lake lake = Lake.openOrCreate(lakeFolder)) {
      ingest(lake, results);
      Chain.of("a").stat("sharpe", "-2.0").equity(7).trades(2).writeTo(results.resolve("a"));
      Chain.of("c").stat("late_metric", "4").stat("sharpe", "0.5").writeTo(results.resolve("c"));
      ingest(lake, results);
      lakeFolder = lake.path();
      for (var row : lake.runs().columns("run_id", "sharpe").fetch().rows()) {
        expected.add(row.get(0) + " " + row.get(1));
      }
      counts.add("count trades " + lake.trades().count());
      counts.add("count equity " + lake.equity().count());
      counts.add("count artifacts " + lake.artifacts().count());
      counts.add("count spans " + lake.spans().count());
      counts.add("count ingests 2");
    }
    assertThat(expected).containsExactlyInAnyOrder("a -2.0", "b NaN", "c 0.5");
  }

  private static void ingest(Lake lake, Path results) {
    var _ =
        lake.ingest(
            List.of(results), IngestOptions.DEFAULT.withSettle(Duration.ZERO), IngestListener.NONE);
  }

  @Test
  void iceberg_s_metadata_and_another_parquet_reader_give_the_same_rows() throws Exception {
    List<String> rows = new ArrayList<>();
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.initialize(
          "peak",
          Map.of(
              CatalogProperties.URI,
              "jdbc:sqlite:" + lakeFolder.resolve("catalog.db"),
              CatalogProperties.WAREHOUSE_LOCATION,
              lakeFolder.resolve("warehouse").toString(),
              CatalogProperties.FILE_IO_IMPL,
              PlainFileIO.class.getName(),
              "jdbc.schema-version",
              "V1"));
      try (CloseableIterable<FileScanTask> files =
          catalog.loadTable(TableIdentifier.of("lake", "runs")).newScan().planFiles()) {
        for (FileScanTask file : files) {
          rows.addAll(rows(Path.of(file.file().location())));
        }
      }
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> rows(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file));
        RowReader reader = parquet.rowReader()) {
      while (reader.hasNext()) {
        reader.next();
        rows.add(reader.getString("run_id") + " " + reader.getDouble("sharpe"));
      }
    }
    return rows;
  }

  @Test
  void pyiceberg_gives_the_same_rows() throws Exception {
    assertPythonReadsTheSame();
  }

  @Test
  void pyiceberg_reads_the_files_of_a_restored_lake_and_not_those_of_the_original()
      throws Exception {
    Path original = lakeFolder;
    FolderObjects backup = new FolderObjects(temp.resolve("backup"));
    try (Lake lake = Lake.open(original)) {
      var _ = lake.backup(backup, BackupListener.NONE);
    }
    lakeFolder =
        Lake.backups(backup)
            .restore(temp.resolve("restored"), OptionalLong.empty(), BackupListener.NONE)
            .lake();

    assertPythonReadsTheSame();

    for (String path : python(PATHS)) {
      assertThat(path).startsWith(lakeFolder + "/").doesNotStartWith(original + "/");
    }
    Files.move(original, temp.resolve("away"));
    assertPythonReadsTheSame();
  }

  private void assertPythonReadsTheSame() throws Exception {
    List<String> lines = python(SCRIPT);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("run "))
        .extracting(line -> line.substring(4).replace("nan", "NaN"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(lines).containsAll(counts);
  }

  private List<String> python(String script) throws Exception {
    Needed.here(
        exitOf(PYTHON, "-c", "import pyiceberg, pyarrow, sqlalchemy") == 0,
        "python",
        "pip install 'pyiceberg[sql-sqlite,pyarrow]' (and PEAK_PYTHON)");
    Path answer = temp.resolve("answer.txt");
    Process python =
        new ProcessBuilder(PYTHON, "-c", script, lakeFolder.toString())
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(python.waitFor()).isZero();
    List<String> lines = Files.readAllLines(answer, UTF_8);
    assertThat(lines).isNotEmpty();
    return lines;
  }

  private static int exitOf(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : 1;
    } catch (IOException e) {
      return 1;
    }
  }
}
