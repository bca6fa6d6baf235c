package tools.peak.lake.internal.duckdb;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.peak.lake.internal.Field;
import tools.peak.lake.internal.TableSnapshot;
import tools.peak.lake.schema.ColumnType;

/**
 * The files of a table as a relation of SQL. Columns are named after their field ids: no name that
 * somebody chose gets into SQL, and names that differ only in case stay apart. It takes in only the
 * columns that were asked for.
 */
final class Scan {
  private final TableSnapshot table;
  private final Map<String, Field> fields = new HashMap<>();
  private final SortedMap<Integer, Field> used = new TreeMap<>();

  Scan(TableSnapshot table) {
    this.table = table;
    table.fields().forEach(field -> fields.put(field.column().name(), field));
  }

  /** Whether the table has a column of that exact name. */
  boolean has(String column) {
    return fields.containsKey(column);
  }

  /** The SQL of a column. */
  String column(String name) {
    Field field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException("no column " + name);
    }
    used.put(field.id(), field);
    return "f" + field.id();
  }

  /** The relation, with all columns asked for until now. */
  String relation() {
    if (used.isEmpty()) {
      Field first = table.fields().getFirst();
      used.put(first.id(), first);
    }
    if (table.files().isEmpty()) {
      return used.values().stream()
          .map(field -> "CAST(NULL AS " + type(field.column().type()) + ") AS f" + field.id())
          .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
    }
    String files =
        table.files().stream().map(DuckDb::literal).collect(Collectors.joining(", ", "[", "]"));
    return used.values().stream()
        .map(
            field ->
                "%d: {name: 'f%d', type: %s, default_value: NULL}"
                    .formatted(field.id(), field.id(), DuckDb.literal(type(field.column().type()))))
        .collect(Collectors.joining(", ", "read_parquet(" + files + ", schema = MAP {", "})"));
  }

  /** A column's type in SQL. */
  static String type(ColumnType type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case DOUBLE -> "DOUBLE";
      case LONG -> "BIGINT";
      case INT -> "INTEGER";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMPTZ";
      case VALUES -> "MAP(VARCHAR, STRUCT(\"type\" VARCHAR, \"value\" VARCHAR, \"number\" DOUBLE))";
      case NUMBERS -> "MAP(VARCHAR, DOUBLE)";
      case TEXTS -> "MAP(VARCHAR, VARCHAR)";
    };
  }
}
