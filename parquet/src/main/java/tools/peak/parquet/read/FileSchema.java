package tools.peak.parquet.read;

import java.util.List;
import tools.peak.parquet.ParquetException;

/**
 * A file's columns.
 *
 * @param columns as a reader names them, some of them groups
 * @param leaves the columns of plain values, which is how a row group stores them
 */
record FileSchema(List<SchemaNode> columns, List<ColumnDescriptor> leaves) {
  static final FileSchema NONE = new FileSchema(List.of(), List.of());

  FileSchema {
    columns = List.copyOf(columns);
    leaves = List.copyOf(leaves);
  }

  /**
   * The columns, if all of them have one value a row.
   *
   * @throws ParquetException else
   */
  List<ColumnDescriptor> flat() throws ParquetException {
    for (SchemaNode column : columns) {
      if (column.leaf() == null || column.repetition() > 0) {
        throw new ParquetException(
            "footer: column "
                + ColumnDescriptor.quoted(column.name())
                + " is nested; only flat columns are read");
      }
    }
    return leaves;
  }
}
