package tools.peak.engine.duckdb.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files to be read, by their absolute paths. DuckDB takes a path for a pattern: what would stand
 * for more is quoted, or a lake in a folder named {@code a*} would read its siblings too.
 */
public record ParquetFiles(List<String> paths) {
  public ParquetFiles {
    paths = List.copyOf(paths);
  }

  /** A list of SQL. */
  public String sql() {
    return paths.stream()
        .map(path -> SqlText.literal(pattern(path)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The paths by which DuckDB comes to them: as patterns first, then as files. */
  public List<String> opened() {
    return paths.stream().flatMap(path -> Stream.of(path, pattern(path)).distinct()).toList();
  }

  private static String pattern(String path) {
    return path.replaceAll("[\\[*?]", "[$0]");
  }
}
