package tools.peak.evidence.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.peak.evidence.Value;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;

/** One row of a file of many runs, held as small as it came until the run is read. */
sealed interface RunRow {
  /** About how much a value takes of the heap. */
  long VALUE = 60;

  /** Its values by column or key, without those that are missing. */
  Map<String, Value> values();

  /** About how many bytes of the heap it takes. */
  long heap();

  /** The cells of a CSV's record. */
  record Cells(List<String> columns, List<String> cells) implements RunRow {
    @Override
    public Map<String, Value> values() {
      Map<String, Value> values = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        Value value = CellValue.of(columns.get(column), cells.get(column));
        if (value != null) {
          values.put(value.key(), value);
        }
      }
      return values;
    }

    @Override
    public long heap() {
      return VALUE * cells.size() + cells.stream().mapToLong(String::length).sum();
    }
  }

  /** A row of a table that is in memory anyway. */
  record InTable(ParquetTable table, int row) implements RunRow {
    @Override
    public Map<String, Value> values() {
      Map<String, Value> values = new LinkedHashMap<>();
      for (ParquetColumn column : table.columns()) {
        Value value = CellValue.of(column, row);
        if (value != null) {
          values.put(value.key(), value);
        }
      }
      return values;
    }

    @Override
    public long heap() {
      return VALUE * table.columns().size();
    }
  }

  /** An object, flattened. */
  record Keys(Map<String, Value> values) implements RunRow {
    @Override
    public long heap() {
      return 2 * VALUE * values.size();
    }
  }
}
