package tools.peak.lake.internal;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one table held at a version of the lake.
 *
 * @param fields the columns, those of the contract first, then metrics in order of arrival
 * @param content the data files, and what is known of them
 */
public record TableSnapshot(List<Field> fields, List<SnapshotFile> content) {
  public TableSnapshot {
    fields = List.copyOf(fields);
    content = List.copyOf(content);
  }

  /** Absolute paths of the Parquet files. */
  public List<String> files() {
    return content.stream().map(SnapshotFile::path).toList();
  }

  /** How many rows the files hold together. */
  public long rows() {
    return content.stream().mapToLong(SnapshotFile::rows).sum();
  }

  /** The same with those of the files alone that are wanted. */
  public TableSnapshot only(Predicate<SnapshotFile> wanted) {
    List<SnapshotFile> fewer = content.stream().filter(wanted).toList();
    return fewer.size() == content.size() ? this : new TableSnapshot(fields, fewer);
  }
}
