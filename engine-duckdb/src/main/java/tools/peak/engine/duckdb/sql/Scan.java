package tools.peak.engine.duckdb.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.peak.lake.schema.Field;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;

/**
 * The files of a table as a relation of SQL. Columns are named after their field ids: no name that
 * somebody chose gets into SQL, and names that differ only in case stay apart. It takes in only the
 * columns that were asked for.
 */
public final class Scan {
  private final TableSnapshot table;
  private final Optional<CopiedRuns> hot;
  private final Map<String, Field> fields = new HashMap<>();
  private final SortedMap<Integer, Field> used = new TreeMap<>();

  public Scan(TableSnapshot table) {
    this(table, Optional.empty());
  }

  /** A scan that reads copies of files where it can. */
  public Scan(TableSnapshot table, Optional<CopiedRuns> hot) {
    this.table = table;
    this.hot = hot;
    table.fields().forEach(field -> fields.put(field.column().name(), field));
  }

  /** Whether the table has a column of that exact name. */
  boolean has(String column) {
    return fields.containsKey(column);
  }

  /** The SQL of a column. */
  public String column(String name) {
    Field field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException("no column " + name);
    }
    used.put(field.id(), field);
    return "f" + field.id();
  }

  /** Whether all that was asked for until now lies in copies. */
  boolean isHot() {
    return usable().isPresent() && table.content().stream().allMatch(usable().get()::has);
  }

  private Optional<CopiedRuns> usable() {
    return hot.filter(copies -> copies.hasFields(used.keySet()));
  }

  /** The relation, with all columns asked for until now. */
  public String relation() {
    if (used.isEmpty()) {
      Field first = table.fields().getFirst();
      used.put(first.id(), first);
    }
    if (usable().isEmpty()) {
      return relation(table.content());
    }
    CopiedRuns copies = usable().get();
    Map<Boolean, List<StoredFile>> files =
        table.content().stream().collect(Collectors.partitioningBy(copies::has));
    List<StoredFile> copied = files.getOrDefault(true, List.of());
    List<StoredFile> others = files.getOrDefault(false, List.of());
    if (copied.isEmpty()) {
      return relation(others);
    }
    if (others.isEmpty()) {
      return copies.relation(copied, table.passedOver());
    }
    String columns = used.keySet().stream().map(id -> "f" + id).collect(Collectors.joining(", "));
    return "(SELECT %1$s FROM %2$s UNION ALL SELECT %1$s FROM %3$s)"
        .formatted(columns, copies.relation(copied, table.passedOver()), relation(others));
  }

  private String relation(List<StoredFile> content) {
    if (content.isEmpty()) {
      // DuckDB can't be asked of no files: it is the same relation, places of rows included.
      return used.values().stream()
          .map(
              field ->
                  "CAST(NULL AS " + ColumnSql.type(field.column().type()) + ") AS f" + field.id())
          .collect(
              Collectors.joining(
                  ", ",
                  "(SELECT CAST(NULL AS VARCHAR) AS filename,"
                      + " CAST(NULL AS BIGINT) AS file_row_number, ",
                  " WHERE false)"));
    }
    String files = new ParquetFiles(content.stream().map(StoredFile::path).toList()).sql();
    return used.values().stream()
        .map(
            field ->
                field.id()
                    + ": {name: 'f"
                    + field.id()
                    + "', type: "
                    + SqlText.literal(ColumnSql.type(field.column().type()))
                    + ", default_value: NULL}")
        .collect(Collectors.joining(", ", "read_parquet(" + files + ", schema = MAP {", "})"));
  }
}
