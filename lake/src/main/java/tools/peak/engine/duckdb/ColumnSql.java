package tools.peak.engine.duckdb;

import java.util.List;
import java.util.stream.Collectors;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;

/** The lake's columns in DuckDB's words. */
final class ColumnSql {
  private ColumnSql() {}

  /** The type's name. */
  static String type(ColumnType type) {
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
        .map(field -> DuckDb.identifier(field.column().name()) + " " + type(field.column().type()))
        .collect(Collectors.joining(", "));
  }

  /** The names alone. */
  static String names(List<Field> fields) {
    return fields.stream()
        .map(field -> DuckDb.identifier(field.column().name()))
        .collect(Collectors.joining(", "));
  }

  /** {@code {"name": id, …}}: what COPY writes into the file, so that readers map by id. */
  static String fieldIds(List<Field> fields) {
    return fields.stream()
        .map(field -> DuckDb.identifier(field.column().name()) + ": " + ids(field))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String ids(Field field) {
    List<Integer> nested = field.nestedIds();
    return switch (field.column().type()) {
      case NUMBERS, TEXTS ->
          "{__duckdb_field_id: %s, key: %s, value: %s}"
              .formatted(field.id(), nested.get(0), nested.get(1));
      case VALUES ->
          """
          {__duckdb_field_id: %s, key: %s,
           value: {__duckdb_field_id: %s, type: %s, value: %s, number: %s}}"""
              .formatted(
                  field.id(),
                  nested.get(0),
                  nested.get(1),
                  nested.get(2),
                  nested.get(3),
                  nested.get(4));
      case TEXT, DOUBLE, LONG, INT, BOOLEAN, DATE, TIMESTAMP -> Integer.toString(field.id());
    };
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
                            DuckDb.literal(field.column().name()),
                            DuckDb.literal(type(field.column().type()))))
            .collect(Collectors.joining(", ", "MAP {", "}"));
    return "read_parquet(" + new ParquetFiles(files).sql() + ", schema = " + schema + ")";
  }
}
