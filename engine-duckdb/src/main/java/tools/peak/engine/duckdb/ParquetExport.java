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
  private ParquetExport() {}

  /**
   * Writes the rows of a query whose columns are c0, c1, …. A parameter has a type in every row, a
   * column of a file has one: numbers when all of its values are, else texts.
   */
  static long write(QuerySession session, SqlText query, List<Request.Output> outputs, Path target)
      throws SQLException {
    List<Boolean> numeric = numeric(session, query, outputs);
    SqlText copy = SqlText.of("COPY (SELECT ");
    for (int i = 0; i < outputs.size(); i++) {
      String column = "c" + i;
      if (outputs.get(i).expression().kind() == Kind.VALUE) {
        String field = numeric.get(i) ? "number" : "value";
        column = "struct_extract(" + column + ", '" + field + "')";
      }
      copy.append(i == 0 ? "" : ", ")
          .append(column + " AS " + SqlText.identifier(outputs.get(i).name()));
    }
    copy.append(" FROM (").append(query).append(")) TO ");
    copy.append(SqlText.literal(target.toString())).append(" (FORMAT parquet, USE_TMP_FILE false)");
    return session.update(copy);
  }

  /**
   * Of each column, whether it is a parameter's and none of its values is anything but a number.
   */
  private static List<Boolean> numeric(
      QuerySession session, SqlText query, List<Request.Output> outputs) throws SQLException {
    List<String> tests = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      tests.add(
          outputs.get(i).expression().kind() == Kind.VALUE
              ? ("coalesce(bool_and(struct_extract(%1$s, 'type') IN ('int', 'float'))"
                      + " FILTER (WHERE struct_extract(%1$s, 'value') IS NOT NULL), false)")
                  .formatted("c" + i)
              : "false");
    }
    List<Boolean> numeric = new ArrayList<>();
    if (tests.stream().allMatch("false"::equals)) {
      tests.forEach(_ -> numeric.add(false));
      return numeric;
    }
    SqlText sql =
        SqlText.of("SELECT " + String.join(", ", tests) + " FROM (").append(query).append(")");
    try (Answer answer = session.query(sql)) {
      answer.rows().next();
      for (int i = 0; i < tests.size(); i++) {
        numeric.add(answer.rows().getBoolean(i + 1));
      }
    }
    return numeric;
  }
}
