package tools.peak.parquet.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.Strings;
import tools.peak.parquet.Unread;

/** Writes tables that are in memory; their columns need no field ids. */
public final class TableWriter {
  /** Between two looks at how much the row group holds. */
  private static final int ROWS_AT_ONCE = 4_096;

  private final ParquetTable table;
  private final ParquetWriter writer;

  private TableWriter(ParquetTable table, ParquetWriter writer) {
    this.table = table;
    this.writer = writer;
  }

  /**
   * Writes a file; one that is there is replaced.
   *
   * @param columns all of one size, no two of one name
   */
  public static void write(Path file, List<ParquetColumn> columns) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(out, columns);
    }
  }

  /**
   * Writes a whole file to a stream, which is left open.
   *
   * @param columns all of one size, no two of one name
   */
  public static void write(OutputStream out, List<ParquetColumn> columns) throws IOException {
    int rows = columns.isEmpty() ? 0 : columns.getFirst().size();
    ParquetTable table = new ParquetTable(rows, columns);
    List<ParquetField> fields =
        columns.stream().map(column -> ParquetField.of(column.name(), type(column))).toList();
    new TableWriter(table, new ParquetWriter(out, fields, new WriterBuffers())).write();
  }

  private static ParquetType type(ParquetColumn column) {
    return switch (column) {
      case Numbers _ -> ParquetType.DOUBLE;
      case Integers integers -> integers.unsigned() ? ParquetType.UNSIGNED_LONG : ParquetType.LONG;
      case Instants _ -> ParquetType.TIMESTAMP;
      case Booleans _ -> ParquetType.BOOLEAN;
      case Strings _, Lengths _ -> ParquetType.TEXT;
      case AllMissing _, Unread _ -> ParquetType.NOTHING;
    };
  }

  private void write() throws IOException {
    for (int from = 0; from < table.rows(); ) {
      int count = Math.min(Math.min(ROWS_AT_ONCE, writer.room()), table.rows() - from);
      for (ParquetColumn column : table.columns()) {
        write(column, from, count);
      }
      writer.endRows(count);
      from += count;
    }
    writer.finish();
  }

  private void write(ParquetColumn column, int from, int count) {
    int to = writer.row();
    switch (column) {
      case Numbers numbers -> {
        DoubleLeaf leaf = writer.number(column.name());
        for (int i = 0; i < count; i++) {
          if (!numbers.isMissing(from + i)) {
            leaf.set(to + i, numbers.get(from + i));
          }
        }
      }
      case Integers integers -> {
        LongLeaf leaf = writer.whole(column.name());
        for (int i = 0; i < count; i++) {
          if (!integers.isMissing(from + i)) {
            leaf.set(to + i, integers.get(from + i));
          }
        }
      }
      case Instants instants -> {
        LongLeaf leaf = writer.whole(column.name());
        for (int i = 0; i < count; i++) {
          if (!instants.isMissing(from + i)) {
            leaf.set(to + i, instants.get(from + i));
          }
        }
      }
      case Booleans booleans -> {
        BooleanLeaf leaf = writer.truth(column.name());
        for (int i = 0; i < count; i++) {
          if (!booleans.isMissing(from + i)) {
            leaf.set(to + i, booleans.get(from + i));
          }
        }
      }
      case Strings _, Lengths _ -> {
        TextLeaf leaf = writer.text(column.name());
        for (int i = 0; i < count; i++) {
          leaf.set(to + i, column.text(from + i));
        }
      }
      case AllMissing _, Unread _ -> {}
    }
  }
}
