package tools.peak.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.table.TableSnapshot;

/** Reads what a table holds, for tests. */
public final class TableReader {
  private TableReader() {}

  /** All rows in the order of their first columns; a column's name to its value. */
  public static List<Map<String, @Nullable Object>> rows(TableSnapshot table) {
    List<Map<String, @Nullable Object>> result = new ArrayList<>();
    if (table.files().isEmpty()) {
      return result;
    }
    try (DuckDBConnection connection = DuckDb.open(1, "500MB");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * FROM "
                    + ColumnSql.scan(table.files(), table.fields())
                    + " ORDER BY 1, 2")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns; i++) {
          row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
        }
        result.add(row);
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Every row as one text, without some columns, sorted: two lakes hold the same if these agree.
   */
  public static List<String> texts(TableSnapshot table, String... without) {
    List<String> result = new ArrayList<>();
    if (table.files().isEmpty()) {
      return result;
    }
    List<String> names =
        table.fields().stream()
            .map(field -> field.column().name())
            .filter(name -> !List.of(without).contains(name))
            .sorted()
            .toList();
    String values =
        names.stream()
            .map(name -> DuckDb.identifier(name))
            .map(name -> name + " := " + name)
            .collect(Collectors.joining(", "));
    try (DuckDBConnection connection = DuckDb.open(1, "500MB");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT struct_pack(%s)::VARCHAR AS row FROM %s ORDER BY row"
                    .formatted(values, ColumnSql.scan(table.files(), table.fields())))) {
      while (rows.next()) {
        result.add(rows.getString(1));
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
