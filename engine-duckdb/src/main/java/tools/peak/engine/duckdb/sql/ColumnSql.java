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
      case VALUE -> throw new IllegalArgumentException("no table has columns of values");
    };
  }

  /** {@code "name" TYPE, …}: for CREATE TABLE. */
  static String definitions(List<Field> fields) {
    return fields.stream()
        .map(field -> SqlText.identifier(field.column().name()) + " " + type(field.column().type()))
        .collect(Collectors.joining(", "));
  }
}
