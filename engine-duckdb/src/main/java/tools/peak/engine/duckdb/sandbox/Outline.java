package tools.peak.engine.duckdb.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.peak.engine.duckdb.sql.SqlText;

/**
 * What kind of statement somebody wrote, where that is more than a query.
 *
 * @param how the query is explained; empty where it is answered
 * @param query with the pivots that it has
 */
record Outline(String how, Pivots query) {
  /** Refuses what does more than read. */
  interface Check {
    void of(String statement) throws SQLException;
  }

  /** What the check is to look at before anything is there to be read. */
  String checked() {
    return query.checked();
  }

  /**
   * What is run, once the tables are there.
   *
   * @param check looks at each statement that is run on the way
   */
  String run(Connection connection, Check check) throws SQLException {
    return how + (query.areThere() ? query.named(connection, check) : query.text());
  }

  /** Whether values are looked up, of which the statement itself says nothing. */
  boolean looksUp() {
    return query.areThere();
  }

  private static Outline query(String text) {
    return new Outline("", new Pivots(text));
  }

  /** The outline of a statement. */
  static Outline of(String statement, Set<String> tables) {
    SqlWords words = SqlWords.of(statement);
    while (words.word(0).equals("(")
        && words.closing(0) == words.size() - 1
        && !words.word(1).equals("select")) {
      words = SqlWords.of(words.between(1, words.size() - 1));
    }
    return words.word(0).equals("explain")
        ? explained(words, tables)
        : query(
            words.word(0).equals("show")
                ? show(words, 0, words.size(), tables)
                : shown(statement, tables));
  }

  /** What shows tables, or one of them, within another query. */
  private static String shown(String statement, Set<String> tables) {
    SqlWords words = SqlWords.of(statement);
    StringBuilder sql = new StringBuilder();
    int copied = 0;
    for (int number = 1; number < words.size(); number++) {
      if (words.word(number).equals("show") && words.word(number - 1).equals("(")) {
        int end = words.closing(number - 1);
        SqlWords.Word first = words.words().get(number);
        sql.append(statement, copied, first.start()).append(show(words, number, end, tables));
        copied = words.words().get(end - 1).end();
      }
    }
    return sql.append(statement.substring(copied)).toString();
  }

  /** What SHOW stands for; itself where that is nothing. */
  private static String show(SqlWords words, int show, int end, Set<String> tables) {
    if (words.word(words.word(show + 1).equals("all") ? show + 2 : show + 1).equals("tables")) {
      return "SELECT unnest(["
          + String.join(", ", new TreeSet<>(tables).stream().map(SqlText::literal).toList())
          + "]) AS name";
    }
    return end - show == 2 ? "DESCRIBE " + words.between(show + 1, end) : words.between(show, end);
  }

  /** Its options are written anew: what is run is nothing that was not understood. */
  private static Outline explained(SqlWords words, Set<String> tables) {
    int next = 1;
    boolean isAnalysed = words.word(next).equals("analyze");
    String format = "";
    if (isAnalysed) {
      next++;
    } else if (words.word(1).equals("(") && List.of("analyze", "format").contains(words.word(2))) {
      int end = words.closing(1);
      for (int i = 2; i < end; i++) {
        isAnalysed |= words.word(i).equals("analyze");
        if (words.word(i).equals("format") && words.word(i + 1).matches("\\w+")) {
          format = words.word(i + 1);
        }
      }
      next = end + 1;
    }
    String how =
        format.isEmpty()
            ? isAnalysed ? "ANALYZE " : ""
            : "(" + (isAnalysed ? "ANALYZE, " : "") + "FORMAT " + format + ") ";
    return new Outline(
        "EXPLAIN " + how, new Pivots(shown(words.between(next, words.size()), tables)));
  }
}
