package tools.peak.engine.duckdb.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL of our own making, with the values that belong to its question marks. What users
 * write gets in by {@link #bind} alone.
 */
public final class SqlText {
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> binds = new ArrayList<>();

  public static SqlText of(String sql) {
    return new SqlText().append(sql);
  }

  /** A string literal of SQL, for paths and names of our own. What users write is bound. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A quoted identifier of SQL. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public SqlText append(String text) {
    sql.append(text);
    return this;
  }

  public SqlText append(SqlText other) {
    sql.append(other.sql);
    binds.addAll(other.binds);
    return this;
  }

  /** A value, typed by the driver; a list is one of texts. */
  public SqlText bind(Object value) {
    sql.append('?');
    binds.add(value);
    return this;
  }

  public String sql() {
    return sql.toString();
  }

  public List<Object> binds() {
    return List.copyOf(binds);
  }
}
