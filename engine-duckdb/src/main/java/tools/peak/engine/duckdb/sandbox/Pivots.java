package tools.peak.engine.duckdb.sandbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.peak.engine.duckdb.sql.SqlText;

/**
 * The pivots of a statement whose columns are the values that there are, wherever they stand.
 * DuckDB makes several statements of such a one and takes it nowhere but alone, so the values are
 * looked up here and written into it.
 *
 * @param text the statement
 */
record Pivots(String text) {
  /** So many columns are no table that anybody reads. */
  private static final int MOST_COLUMNS = 1_000;

  private static final int MOST = 50;

  /**
   * One of them.
   *
   * @param start its first word
   * @param end the first behind it
   * @param source what is pivoted
   * @param on what becomes columns; those that name their values are left as they are
   * @param rest from USING on
   */
  private record Pivot(int start, int end, String source, List<String> on, String rest) {}

  /** What the values are of an expression over a source, as a list of literals. */
  private interface Values {
    String of(String item, String source, String with) throws SQLException;
  }

  /** Whether there is the word, whatever it means there. */
  boolean areMentioned() {
    return SqlWords.of(text).words().stream().anyMatch(word -> word.lower().startsWith("pivot"));
  }

  /** Whether there is one. */
  boolean areThere() {
    return first(SqlWords.of(text)).isPresent();
  }

  /** The statement with values of which nobody knows whether there are such: for the check. */
  String checked() {
    try {
      return named((_, _, _) -> "''");
    } catch (SQLException e) {
      throw new IllegalStateException("nothing was asked", e);
    }
  }

  /**
   * The statement with the values that there are.
   *
   * @param check looks at each statement that is run on the way, and at this one
   */
  String named(Connection connection, Outline.Check check) throws SQLException {
    String statement =
        named(
            (item, source, with) -> {
              String question =
                  "%sSELECT DISTINCT CAST(%s AS VARCHAR) AS v FROM %s ORDER BY v NULLS LAST LIMIT %s"
                      .formatted(with, item, source, MOST_COLUMNS + 1);
              check.of(question);
              return values(connection, item, question);
            });
    check.of(statement);
    return statement;
  }

  private static String values(Connection connection, String item, String question)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        String value = rows.getString(1);
        if (value != null) {
          values.add(SqlText.literal(value));
        }
      }
    }
    if (values.size() > MOST_COLUMNS) {
      throw StatementCheck.refused(
          item + " has more than " + MOST_COLUMNS + " values: that many columns can't be shown");
    }
    return values.isEmpty() ? "''" : String.join(", ", values);
  }

  /** One by one: what stands within another, or before it, is done when that other is looked at. */
  private String named(Values values) throws SQLException {
    String statement = text;
    for (int i = 0; i < MOST; i++) {
      SqlWords words = SqlWords.of(statement);
      Optional<Pivot> found = first(words);
      if (found.isEmpty()) {
        return statement;
      }
      Pivot pivot = found.get();
      List<String> columns = new ArrayList<>();
      for (String item : pivot.on()) {
        columns.add(
            isNamed(item)
                ? item
                : item
                    + " IN ("
                    + values.of(item, pivot.source(), with(words, pivot.start()))
                    + ")");
      }
      statement =
          statement.substring(0, words.words().get(pivot.start()).start())
              + "PIVOT %s ON %s %s"
                  .formatted(pivot.source(), String.join(", ", columns), pivot.rest())
              + statement.substring(words.words().get(pivot.end() - 1).end());
    }
    throw StatementCheck.refused("more than " + MOST + " PIVOTs");
  }

  /** That which ends first. */
  private static Optional<Pivot> first(SqlWords words) {
    return IntStream.range(0, words.size())
        .filter(number -> List.of("pivot", "pivot_wider").contains(words.word(number)))
        .filter(number -> begins(words, number))
        .mapToObj(number -> at(words, number))
        .flatMap(Optional::stream)
        .min(Comparator.comparingInt(Pivot::end));
  }

  /** Whether a query begins with that word: the same word behind a table is SQL's own PIVOT. */
  private static boolean begins(SqlWords words, int number) {
    int level = level(words, number);
    return number == level || (isWith(words, level) && ctes(words, level).next() == number);
  }

  /** Where the parentheses begin that a word stands in. */
  private static int level(SqlWords words, int number) {
    int at = number;
    while (at > 0 && words.words().get(at - 1).depth() >= words.words().get(number).depth()) {
      at--;
    }
    return at;
  }

  private static Optional<Pivot> at(SqlWords words, int start) {
    int end = start;
    while (end < words.size()
        && words.words().get(end).depth() >= words.words().get(start).depth()) {
      end++;
    }
    SqlWords own = SqlWords.of(words.between(start, end));
    int on = own.find(1, "on");
    int rest = own.find(on, "using", "group", "order", "limit");
    List<String> items = new ArrayList<>();
    for (int from = on + 1; from < rest; ) {
      int comma = Math.min(rest, own.find(from, ","));
      items.add(own.between(from, comma));
      from = comma + 1;
    }
    return items.stream().allMatch(Pivots::isNamed)
        ? Optional.empty()
        : Optional.of(
            new Pivot(start, end, own.between(1, on), items, own.between(rest, own.size())));
  }

  private static boolean isNamed(String item) {
    SqlWords words = SqlWords.of(item);
    return words.find(0, "in") < words.size();
  }

  private static boolean isWith(SqlWords words, int level) {
    return words.word(level).equals("with");
  }

  /**
   * What WITH names.
   *
   * @param texts by name, those that are whole
   * @param ends the last word of each
   * @param next the first word behind all
   */
  private record Ctes(Map<String, String> texts, List<Integer> ends, int next) {}

  private static Ctes ctes(SqlWords words, int with) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Integer> ends = new ArrayList<>();
    int next = with + 1;
    next += words.word(next).equals("recursive") ? 1 : 0;
    while (next < words.size()) {
      int name = next++;
      next = words.word(next).equals("(") ? words.closing(next) + 1 : next;
      while (List.of("as", "not", "materialized").contains(words.word(next))) {
        next++;
      }
      if (!words.word(next).equals("(")) {
        break;
      }
      int close = words.closing(next);
      if (close == words.size()) {
        break;
      }
      texts.put(words.word(name), words.between(name, close + 1));
      ends.add(close);
      next = close + 1;
      if (!words.word(next).equals(",")) {
        break;
      }
      next++;
    }
    return new Ctes(texts, ends, next);
  }

  /** All that the queries around a word named before it, as a WITH of its own. */
  private static String with(SqlWords words, int number) {
    Map<String, String> known = new LinkedHashMap<>();
    boolean isRecursive = false;
    for (int level = level(words, number); ; level = level(words, level - 1)) {
      if (isWith(words, level)) {
        isRecursive |= words.word(level + 1).equals("recursive");
        Ctes ctes = ctes(words, level);
        int place = 0;
        Map<String, String> outer = new LinkedHashMap<>(known);
        known.clear();
        for (Map.Entry<String, String> cte : ctes.texts().entrySet()) {
          if (place < ctes.ends().size() && ctes.ends().get(place++) < number) {
            known.put(cte.getKey(), cte.getValue());
          }
        }
        outer.forEach(known::put);
      }
      if (level == 0) {
        break;
      }
    }
    return known.isEmpty()
        ? ""
        : (isRecursive ? "WITH RECURSIVE " : "WITH ") + String.join(", ", known.values()) + " ";
  }
}
