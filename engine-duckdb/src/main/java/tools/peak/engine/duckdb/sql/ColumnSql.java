package tools.peak.engine.duckdb.sql;

import java.util.List;
import java.util.stream.Collectors;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;

/** The lake's columns in DuckDB's words. */
public final class ColumnSql {
  private ColumnSql() {}

  /** The type's name. */
  public static String type(ColumnType type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case DOUBLE -> "DOUBLE";
      case LONG -> "BIGINT";
      case INT -> "INTEGER";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case VALUES -> "MAP(VARCHAR, STRUCT(\"type\" VARCHAR, \"value\" VARCHAR, \"number\" DOUBLE))";
      case NUMBERS -> "MAP(VARCHAR, DOUBLE)";
      case TEXTS -> "MAP(VARCHAR, VARCHAR)";
    };
  }

  /** {@code "name" TYPE, …}: for CREATE TABLE. */
  static String definitions(List<Field> fields) {
    return fields.stream()
        .map(field -> SqlText.identifier(field.column().name()) + " " + type(field.column().type()))
        .collect(Collectors.joining(", "));
  }

  /** A relation of those files: columns by field id, NULL where a file is older than a column. */
  static String scan(List<String> files, List<Field> fields) {
    String schema =
        fields.stream()
            .map(
                field ->
                    "%s: {name: %s, type: %s, default_value: NULL}"
                        .formatted(
                            field.id(),
                            SqlText.literal(field.column().name()),
                            SqlText.literal(type(field.column().type()))))
            .collect(Collectors.joining(", ", "MAP {", "}"));
    return "read_parquet(" + new ParquetFiles(files).sql() + ", schema = " + schema + ")";
  }
}
