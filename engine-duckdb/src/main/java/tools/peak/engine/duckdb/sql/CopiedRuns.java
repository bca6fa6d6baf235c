package tools.peak.engine.duckdb.sql;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.peak.lake.table.StoredFile;

/**
 * Data files, copied and attached in DuckDB's own format.
 *
 * @param table its name in SQL
 * @param files the number that the rows of each data file bear, by the file's path
 * @param fields the ids of the columns that it has
 */
public record CopiedRuns(String table, Map<String, Integer> files, Set<Integer> fields) {

  private static final int FEW = 3;

  boolean has(StoredFile file) {
    return files.containsKey(file.path());
  }

  /**
   * The rows of those files as a relation.
   *
   * @param passedOver files whose rows are not wanted, and do no harm
   */
  String relation(List<StoredFile> wanted, List<StoredFile> passedOver) {
    if (wanted.size() <= FEW) {
      return filtered("file IN (", wanted.stream().map(StoredFile::path));
    }
    // Row groups are left out by their columns' bounds: a list of files would only cost time.
    Set<String> harmless =
        Stream.concat(wanted.stream(), passedOver.stream())
            .map(StoredFile::path)
            .collect(Collectors.toSet());
    List<String> harmful =
        files.keySet().stream().filter(path -> !harmless.contains(path)).toList();
    return harmful.isEmpty() ? table : filtered("file NOT IN (", harmful.stream());
  }

  private String filtered(String condition, Stream<String> paths) {
    return paths
        .map(path -> String.valueOf(files.get(path)))
        .collect(Collectors.joining(", ", "(FROM " + table + " WHERE " + condition, "))"));
  }

  boolean hasFields(Collection<Integer> wanted) {
    return fields.containsAll(wanted);
  }
}
