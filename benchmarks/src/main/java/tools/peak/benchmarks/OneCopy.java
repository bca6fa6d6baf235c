package tools.peak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same bytes by one COPY of DuckDB a table: what a compaction is compared with. */
final class OneCopy {
  private OneCopy() {}

  /**
   * Copies the data files of each table of a lake into one file, sorted by run_id where it has one.
   *
   * @return the seconds that all of them took
   */
  static double of(Path lake, Path target) throws IOException, SQLException {
    Files.createDirectories(target);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        Stream<Path> tables = Files.list(lake.resolve("warehouse/lake"))) {
      statement.execute("SET threads = 2");
      List<Path> all = tables.sorted().toList();
      long start = System.nanoTime();
      for (Path table : all) {
        List<Path> files = files(table.resolve("data"));
        if (!files.isEmpty()) {
          statement.execute(
              "COPY (SELECT * FROM read_parquet(%s, union_by_name = true) ORDER BY %s) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                  .formatted(
                      files.stream()
                          .map(file -> "'" + file + "'")
                          .collect(Collectors.joining(", ", "[", "]")),
                      table.endsWith("ingests") ? "ingest_id" : "run_id",
                      target.resolve(table.getFileName() + ".parquet")));
        }
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static List<Path> files(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }
}
