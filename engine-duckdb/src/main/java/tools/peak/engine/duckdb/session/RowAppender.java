package tools.peak.engine.duckdb.session;

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
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/** Appends values that may be missing, in the order of a table's columns. */
public final class RowAppender {
  private final DuckDBAppender appender;

  RowAppender(DuckDBAppender appender) {
    this.appender = appender;
  }

  RowAppender begin() throws SQLException {
    appender.beginRow();
    return this;
  }

  void end() throws SQLException {
    appender.endRow();
  }

  RowAppender text(@Nullable String value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
    return this;
  }

  RowAppender number(int value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender number(long value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender number(double value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender missing() throws SQLException {
    appender.appendNull();
    return this;
  }

  RowAppender date(@Nullable LocalDate value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
    return this;
  }

  RowAppender instant(@Nullable Instant value) throws SQLException {
    return micros(value == null ? Times.MISSING : ChronoUnit.MICROS.between(Instant.EPOCH, value));
  }

  private RowAppender micros(long value) throws SQLException {
    if (value == Times.MISSING) {
      appender.appendNull();
    } else {
      appender.appendEpochMicros(value);
    }
    return this;
  }

  RowAppender at(Texts column, int row) throws SQLException {
    return text(column.get(row));
  }

  RowAppender at(Times column, int row) throws SQLException {
    return micros(column.get(row));
  }

  RowAppender at(Doubles column, int row) throws SQLException {
    return column.isMissing(row) ? missing() : number(column.get(row));
  }

  RowAppender map(Map<String, ?> value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender values(List<Value> values) throws SQLException {
    Map<String, List<@Nullable Object>> map = LinkedHashMap.newLinkedHashMap(values.size());
    for (Value value : values) {
      map.put(value.key(), Arrays.asList(value.type().text(), value.text(), value.number()));
    }
    appender.append(map);
    return this;
  }
}
