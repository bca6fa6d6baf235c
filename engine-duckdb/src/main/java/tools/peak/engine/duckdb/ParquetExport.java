package tools.peak.engine.duckdb;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.query.filter.Kind;
import tools.peak.lake.query.plan.Request;

/** Writes an answer as a Parquet file. */
final class ParquetExport {
  private static final String TEXT = "VARCHAR";

  private ParquetExport() {}

  /**
   * Writes the rows of a query whose columns are c0, c1, …. A parameter has a type in every row, a
   * column of a file has one: truths, whole numbers or numbers when all of its values are, else
   * texts.
   */
  static long write(QuerySession session, SqlText query, List<Request.Output> outputs, Path target)
      throws SQLException {
    List<String> types = types(session, query, outputs);
    SqlText copy = SqlText.of("COPY (SELECT ");
    for (int i = 0; i < outputs.size(); i++) {
      String column = "c" + i;
      if (outputs.get(i).expression().kind() == Kind.VALUE) {
        column = value(column, types.get(i));
      }
      copy.append(i == 0 ? "" : ", ")
          .append(column + " AS " + SqlText.identifier(outputs.get(i).name()));
    }
    copy.append(" FROM (").append(query).append(")) TO ");
    copy.append(SqlText.literal(target.toString())).append(" (FORMAT parquet, USE_TMP_FILE false)");
    return session.update(copy);
  }

  private static String value(String column, String type) {
    return switch (type) {
      case TEXT -> "struct_extract(" + column + ", 'value')";
      case "DOUBLE" -> "struct_extract(" + column + ", 'number')";
      default -> "TRY_CAST(struct_extract(" + column + ", 'value') AS " + type + ")";
    };
  }

  /** Of each column that holds parameters' values, the narrowest type that holds them all. */
  private static List<String> types(
      QuerySession session, SqlText query, List<Request.Output> outputs) throws SQLException {
    List<String> tests = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      tests.add(
          outputs.get(i).expression().kind() == Kind.VALUE
              ? """
              CASE WHEN bool_and(struct_extract(%1$s, 'type') = 'bool')
                  FILTER (WHERE struct_extract(%1$s, 'value') IS NOT NULL) THEN 'BOOLEAN'
                WHEN bool_and(struct_extract(%1$s, 'type') = 'int'
                  AND TRY_CAST(struct_extract(%1$s, 'value') AS BIGINT) IS NOT NULL)
                  FILTER (WHERE struct_extract(%1$s, 'value') IS NOT NULL) THEN 'BIGINT'
                WHEN bool_and(struct_extract(%1$s, 'type') IN ('int', 'float'))
                  FILTER (WHERE struct_extract(%1$s, 'value') IS NOT NULL) THEN 'DOUBLE'
                ELSE 'VARCHAR' END
              """
                  .formatted("c" + i)
              : "'VARCHAR'");
    }
    if (outputs.stream().noneMatch(output -> output.expression().kind() == Kind.VALUE)) {
      return outputs.stream().map(_ -> TEXT).toList();
    }
    SqlText sql =
        SqlText.of("SELECT " + String.join(", ", tests) + " FROM (").append(query).append(")");
    List<String> types = new ArrayList<>();
    try (Answer answer = session.query(sql)) {
      answer.rows().next();
      for (int i = 0; i < tests.size(); i++) {
        types.add(answer.rows().getString(i + 1));
      }
    }
    return types;
  }
}
