package tools.peak.parquet.read;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.ParquetColumn;

/** Some rows of a file: its flat columns and its maps, by the names that were asked for. */
public final class FieldRows {
  private final int rows;
  private final Map<String, ParquetColumn> columns;
  private final Map<String, MapRows> maps;

  FieldRows(int rows, Map<String, ParquetColumn> columns, Map<String, MapRows> maps) {
    this.rows = rows;
    this.columns = columns;
    this.maps = maps;
  }

  public int rows() {
    return rows;
  }

  /** A flat column; without any value if the file has none of that id. */
  public ParquetColumn column(String name) {
    @Nullable ParquetColumn column = columns.get(name);
    return column == null ? new AllMissing(name, rows) : column;
  }

  /** A column of maps; without any if the file has none of that id. */
  public MapRows map(String name) {
    @Nullable MapRows map = maps.get(name);
    return map == null ? MapRows.missing(rows) : map;
  }
}
