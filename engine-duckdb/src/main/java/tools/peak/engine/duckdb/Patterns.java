package tools.peak.engine.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.Condition;

/** The regular expressions of a condition. */
final class Patterns {
  private Patterns() {}

  /**
   * Looks at them before any file is read: what fails afterwards is not theirs.
   *
   * @throws LakeException if DuckDB can't read one
   */
  static void check(Condition condition, QuerySession session) {
    for (String pattern : in(condition).distinct().toList()) {
      SqlText sql =
          SqlText.of("SELECT regexp_matches('', CAST(").bind(pattern).append(" AS VARCHAR))");
      try (Answer answer = session.query(sql)) {
        boolean _ = answer.rows().next();
      } catch (SQLException e) {
        throw DuckDbFailures.ofPattern(e);
      }
    }
  }

  private static Stream<String> in(Condition condition) {
    return switch (condition) {
      case Condition.Matches(var _, String pattern) -> Stream.of(pattern);
      case Condition.All(List<Condition> all) -> all.stream().flatMap(Patterns::in);
      case Condition.Any(List<Condition> any) -> any.stream().flatMap(Patterns::in);
      case Condition.Not(Condition inner) -> in(inner);
      case Condition.Comparison _,
          Condition.Within _,
          Condition.In _,
          Condition.IsNull _,
          Condition.IsNan _,
          Condition.Like _ ->
          Stream.empty();
    };
  }
}
