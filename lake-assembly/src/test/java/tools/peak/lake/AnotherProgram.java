package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import tools.peak.fixtures.PlainFileIO;
import tools.peak.lake.schema.LakeTable;

/** A program that works on a lake through Iceberg's own catalog. */
final class AnotherProgram {
  private AnotherProgram() {}

  static void at(Lake lake, String table, Consumer<Table> deed) {
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.initialize(
          "peak",
          Map.of(
              CatalogProperties.URI,
              "jdbc:sqlite:" + lake.path().resolve("catalog.db"),
              CatalogProperties.WAREHOUSE_LOCATION,
              lake.path().resolve("warehouse").toString(),
              CatalogProperties.FILE_IO_IMPL,
              PlainFileIO.class.getName(),
              "jdbc.schema-version",
              "V1"));
      assertThat(catalog.listTables(Namespace.of("lake"))).hasSize(LakeTable.values().length);
      deed.accept(catalog.loadTable(TableIdentifier.of("lake", table)));
    }
  }

  /** A table that nothing was ever written to has no snapshot. */
  static long records(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    return snapshot == null ? 0 : Long.parseLong(snapshot.summary().get("total-records"));
  }

  static DataFile aFile(Table table) {
    return files(table).getFirst();
  }

  static List<DataFile> files(Table table) {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a data file to another name, and gives that. */
  static String copied(DataFile file) {
    Path from = Path.of(file.location());
    Path to = from.resolveSibling("copy.parquet");
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.toString();
  }
}
