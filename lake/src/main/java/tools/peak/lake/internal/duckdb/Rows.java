package tools.peak.lake.internal.duckdb;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;
import tools.peak.evidence.column.Doubles;
import tools.peak.evidence.column.Texts;
import tools.peak.evidence.column.Times;

/** Appends values that may be missing, in the order of a table's columns. */
final class Rows {
  private final DuckDBAppender appender;

  Rows(DuckDBAppender appender) {
    this.appender = appender;
  }

  Rows begin() throws SQLException {
    appender.beginRow();
    return this;
  }

  void end() throws SQLException {
    appender.endRow();
  }

  Rows text(@Nullable String value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
    return this;
  }

  Rows number(int value) throws SQLException {
    appender.append(value);
    return this;
  }

  Rows number(long value) throws SQLException {
    appender.append(value);
    return this;
  }

  Rows number(double value) throws SQLException {
    appender.append(value);
    return this;
  }

  Rows missing() throws SQLException {
    appender.appendNull();
    return this;
  }

  Rows date(@Nullable LocalDate value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
    return this;
  }

  Rows instant(@Nullable Instant value) throws SQLException {
    return micros(value == null ? Times.MISSING : ChronoUnit.MICROS.between(Instant.EPOCH, value));
  }

  private Rows micros(long value) throws SQLException {
    if (value == Times.MISSING) {
      appender.appendNull();
    } else {
      appender.appendEpochMicros(value);
    }
    return this;
  }

  Rows at(Texts column, int row) throws SQLException {
    return text(column.get(row));
  }

  Rows at(Times column, int row) throws SQLException {
    return micros(column.get(row));
  }

  Rows at(Doubles column, int row) throws SQLException {
    return column.isMissing(row) ? missing() : number(column.get(row));
  }

  Rows map(Map<String, ?> value) throws SQLException {
    appender.append(value);
    return this;
  }

  Rows values(List<Value> values) throws SQLException {
    Map<String, List<@Nullable Object>> map = LinkedHashMap.newLinkedHashMap(values.size());
    for (Value value : values) {
      map.put(value.key(), Arrays.asList(value.type().text(), value.text(), value.number()));
    }
    appender.append(map);
    return this;
  }
}
