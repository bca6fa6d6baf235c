package tools.peak.engine.duckdb.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
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
              "no value is given for the '?' at position %s, only for the %s before"
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
          "%s values are given, and the statement has %s '?'"
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
      case String text -> text(text);
      case Boolean truth -> truth.toString();
      case Double number -> cast(number.toString(), "DOUBLE");
      case BigDecimal number -> "(" + number.toPlainString() + ")";
      case LocalDate day -> "(DATE '1970-01-01' + (" + day.toEpochDay() + "))";
      case Instant time -> "make_timestamptz(" + micros(time) + ")";
      case List<?> list ->
          list.stream().map(BoundStatement::literal).collect(Collectors.joining(", ", "[", "]"));
      default -> throw new IllegalArgumentException("no value: " + value.getClass());
    };
  }

  /** A NUL would end the statement there. */
  private static String text(String text) {
    return text.indexOf('\0') < 0
        ? SqlText.literal(text)
        : Arrays.stream(text.split("\0", -1))
            .map(SqlText::literal)
            .collect(Collectors.joining(" || chr(0) || ", "(", ")"));
  }

  private static long micros(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    } catch (ArithmeticException e) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          time + " is no time of a lake: those are microseconds in 64 bits",
          e);
    }
  }

  private static String cast(String text, String type) {
    return "CAST(" + SqlText.literal(text) + " AS " + type + ")";
  }

  private static LakeException wrong(String why) {
    return new LakeException(Code.INVALID_REQUEST, why);
  }
}
