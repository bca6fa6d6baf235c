package tools.peak.engine.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL of our own making, with the values that belong to its question marks. What users
 * write gets in by {@link #bind} alone.
 */
final class SqlText {
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> binds = new ArrayList<>();

  static SqlText of(String sql) {
    return new SqlText().append(sql);
  }

  SqlText append(String text) {
    sql.append(text);
    return this;
  }

  SqlText append(SqlText other) {
    sql.append(other.sql);
    binds.addAll(other.binds);
    return this;
  }

  /** A value, typed by the driver. */
  SqlText bind(Object value) {
    sql.append('?');
    binds.add(value);
    return this;
  }

  String sql() {
    return sql.toString();
  }

  List<Object> binds() {
    return List.copyOf(binds);
  }
}
