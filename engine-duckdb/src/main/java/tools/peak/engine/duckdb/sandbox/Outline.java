package tools.peak.engine.duckdb.sandbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.peak.engine.duckdb.sql.SqlText;

/** What kind of statement somebody wrote, where that is more than a query. */
sealed interface Outline {
  /** So many columns are no table that anybody reads. */
  int MOST_PIVOTED = 1_000;

  /** What the check is to look at before anything is there to be read. */
  String checked();

  /**
   * What is run, once the tables are there.
   *
   * @param check looks at each statement that is run on the way
   */
  String run(Connection connection, Check check) throws SQLException;

  /** Refuses what does more than read. */
  interface Check {
    void of(String statement) throws SQLException;
  }

  /** A query. */
  record Query(String checked) implements Outline {
    @Override
    public String run(Connection connection, Check check) {
      return checked;
    }
  }

  /** How a query would be, or was, answered. */
  record Explained(String how, String checked) implements Outline {
    @Override
    public String run(Connection connection, Check check) {
      return "EXPLAIN " + how + checked;
    }
  }

  /**
   * A pivot whose columns are the values that there are: DuckDB makes several statements of it, so
   * the values are looked up here and written into it.
   *
   * @param source what is pivoted
   * @param on what becomes columns; those that name their values are left as they are
   * @param rest from USING on
   */
  record Pivot(String source, List<String> on, String rest) implements Outline {
    @Override
    public String checked() {
      return pivot(on.stream().map(item -> isNamed(item) ? item : item + " IN ('')").toList());
    }

    private String pivot(List<String> columns) {
      return "PIVOT " + source + " ON " + String.join(", ", columns) + " " + rest;
    }

    @Override
    public String run(Connection connection, Check check) throws SQLException {
      List<String> columns = new ArrayList<>();
      for (String item : on) {
        columns.add(isNamed(item) ? item : item + " IN (" + values(item, connection, check) + ")");
      }
      String statement = pivot(columns);
      check.of(statement);
      return statement;
    }

    private String values(String item, Connection connection, Check check) throws SQLException {
      String question =
          "SELECT DISTINCT CAST(%s AS VARCHAR) AS v FROM %s ORDER BY v NULLS LAST LIMIT "
                  .formatted(item, source)
              + (MOST_PIVOTED + 1);
      check.of(question);
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
      if (values.size() > MOST_PIVOTED) {
        throw StatementCheck.refused(
            item + " has more than " + MOST_PIVOTED + " values: that many columns can't be shown");
      }
      return values.isEmpty() ? "''" : String.join(", ", values);
    }

    private static boolean isNamed(String item) {
      SqlWords words = SqlWords.of(item);
      return words.find(0, "in") < words.size();
    }
  }

  /** The outline of a statement. */
  static Outline of(String statement, Set<String> tables) {
    SqlWords words = SqlWords.of(statement);
    while (words.word(0).equals("(")
        && words.closing(0) == words.size() - 1
        && !words.word(1).equals("select")) {
      words = SqlWords.of(words.between(1, words.size() - 1));
    }
    boolean isShow = words.word(0).equals("show");
    if (isShow && words.word(words.word(1).equals("all") ? 2 : 1).equals("tables")) {
      return tables(tables);
    }
    if (isShow && words.size() == 2) {
      return new Query("DESCRIBE " + words.between(1, 2));
    }
    return switch (words.word(0)) {
      case "explain" -> explained(words);
      case "pivot", "pivot_wider" -> pivot(statement, words);
      default -> new Query(statement);
    };
  }

  private static Outline tables(Set<String> tables) {
    return new Query(
        "SELECT unnest(["
            + String.join(", ", new TreeSet<>(tables).stream().map(SqlText::literal).toList())
            + "]) AS name");
  }

  /** Its options are written anew: what is run is nothing that was not understood. */
  private static Outline explained(SqlWords words) {
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
    return new Explained(how, words.between(next, words.size()));
  }

  private static Outline pivot(String statement, SqlWords words) {
    int on = words.find(1, "on");
    int rest = words.find(on, "using", "group", "order", "limit");
    if (on == words.size()) {
      return new Query(statement);
    }
    List<String> items = new ArrayList<>();
    for (int from = on + 1; from < rest; ) {
      int comma = Math.min(rest, words.find(from, ","));
      items.add(words.between(from, comma));
      from = comma + 1;
    }
    return new Pivot(words.between(1, on), items, words.between(rest, words.size()));
  }
}
