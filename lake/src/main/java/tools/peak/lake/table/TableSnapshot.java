package tools.peak.lake.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.peak.lake.schema.Field;

/**
 * What one table held at a version of the lake.
 *
 * @param fields the columns, those of the contract first, then metrics in order of arrival
 * @param content the data files, and what is known of them
 * @param passedOver data files that hold no row of the answer to the question at hand
 */
public record TableSnapshot(
    List<Field> fields, List<StoredFile> content, List<StoredFile> passedOver) {
  public TableSnapshot {
    fields = List.copyOf(fields);
    content = List.copyOf(content);
    passedOver = List.copyOf(passedOver);
  }

  /** All files of the table. */
  public TableSnapshot(List<Field> fields, List<StoredFile> content) {
    this(fields, content, List.of());
  }

  /** Absolute paths of the Parquet files. */
  public List<String> files() {
    return content.stream().map(StoredFile::path).toList();
  }

  /** How many rows the files hold together. */
  public long rows() {
    return content.stream().mapToLong(StoredFile::rows).sum();
  }

  /** The same for a question whose answer lies in those of the files alone that are wanted. */
  public TableSnapshot only(Predicate<StoredFile> wanted) {
    Map<Boolean, List<StoredFile>> files =
        content.stream().collect(Collectors.partitioningBy(wanted));
    List<StoredFile> others = new ArrayList<>(passedOver);
    others.addAll(files.getOrDefault(false, List.of()));
    return others.size() == passedOver.size()
        ? this
        : new TableSnapshot(fields, files.getOrDefault(true, List.of()), others);
  }
}
