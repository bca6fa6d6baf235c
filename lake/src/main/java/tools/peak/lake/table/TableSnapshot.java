package tools.peak.lake.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.MetricColumns;

/**
 * What one table held at a version of the lake: for an engine that reads files, and by its id for
 * one that knows the table itself.
 *
 * @param id the snapshot's id in the table's own metadata; null while the table is empty
 * @param fields the columns, those of the contract first, then metrics in order of arrival
 * @param content the data files, and what is known of them
 * @param passedOver data files that hold no row of the answer to the question at hand
 */
public record TableSnapshot(
    @Nullable Long id, List<Field> fields, List<StoredFile> content, List<StoredFile> passedOver) {
  public TableSnapshot {
    fields = List.copyOf(fields);
    content = List.copyOf(content);
    passedOver = List.copyOf(passedOver);
  }

  /** No file carries an id as great as this: Iceberg's own columns have those behind. */
  private static final int NO_FILES_ID = 1_900_000_000;

  /**
   * The same with all of some columns: one that came to the table after this version is NULL in all
   * of its rows. A metric of its name has another, as after the upgrade that brought it.
   */
  public TableSnapshot withColumns(List<Column> columns) {
    Set<Column> here = fields.stream().map(Field::column).collect(Collectors.toSet());
    if (here.containsAll(columns)) {
      return this;
    }
    Map<String, String> renamed = MetricColumns.givingWay(here, columns);
    List<Field> all = new ArrayList<>();
    for (Field field : fields) {
      Column column = field.column();
      String name = renamed.getOrDefault(column.name(), column.name());
      all.add(new Field(field.id(), new Column(name, column.type()), field.nestedIds()));
    }
    for (Column column : columns) {
      if (!here.contains(column)) {
        all.add(new Field(NO_FILES_ID + all.size(), column));
      }
    }
    return new TableSnapshot(id, all, content, passedOver);
  }

  /** All files of the table. */
  public TableSnapshot(@Nullable Long id, List<Field> fields, List<StoredFile> content) {
    this(id, fields, content, List.of());
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
        : new TableSnapshot(id, fields, files.getOrDefault(true, List.of()), others);
  }
}
