package tools.peak.engine.duckdb.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.query.plan.SqlValues;

/**
 * A statement with its values as literals of their types: a statement is looked at, and run in
 * parts where it has a pivot, as a text.
 */
final class BoundStatement {
  private BoundStatement() {}

  static String of(String statement, SqlValues values) {
    if (values.list().isEmpty()) {
      return statement; // a '?' in it is refused by the check
    }
    SqlWords words = SqlWords.of(statement);
    StringBuilder sql = new StringBuilder();
    int copied = 0;
    int bound = 0;
    for (int number = 0; number < words.size(); number++) {
      if (words.word(number).equals("?")) {
        if (bound == values.list().size()) {
          throw wrong(
              "no value is given for the '?' at position %d, only for the %d before"
                  .formatted(words.words().get(number).start() + 1, bound));
        }
        Object value = values.list().get(bound++);
        sql.append(statement, copied, words.words().get(number).start());
        sql.append(
            value instanceof List<?> list && words.word(number - 1).equals("in")
                ? alternatives(list)
                : literal(value));
        copied = words.words().get(number).end();
      }
    }
    if (bound < values.list().size()) {
      throw wrong(
          "%d values are given, and the statement has %d '?'"
              .formatted(values.list().size(), bound));
    }
    return sql.append(statement.substring(copied)).toString();
  }

  private static String alternatives(List<?> list) {
    return list.isEmpty()
        ? "(SELECT NULL WHERE false)"
        : list.stream().map(BoundStatement::literal).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> SqlText.literal(text);
      case Boolean truth -> truth.toString();
      case Double number -> cast(number.toString(), "DOUBLE");
      case BigDecimal number -> "(" + number.toPlainString() + ")";
      case LocalDate day -> cast(day.toString(), "DATE");
      case Instant time -> cast(time.toString(), "TIMESTAMP WITH TIME ZONE");
      case List<?> list ->
          list.stream().map(BoundStatement::literal).collect(Collectors.joining(", ", "[", "]"));
      default -> throw new IllegalArgumentException("no value: " + value.getClass());
    };
  }

  private static String cast(String text, String type) {
    return "CAST(" + SqlText.literal(text) + " AS " + type + ")";
  }

  private static LakeException wrong(String why) {
    return new LakeException(Code.INVALID_REQUEST, why);
  }
}
