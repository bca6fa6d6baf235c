package tools.peak.parquet.read;

import java.util.List;

/**
 * A file's columns.
 *
 * @param columns as a reader names them, some of them groups
 * @param leaves the columns of plain values, which is how a row group stores them
 */
record FileSchema(List<SchemaNode> columns, List<ColumnDescriptor> leaves) {
  static final FileSchema NONE = new FileSchema(List.of(), List.of());

  /** What is wrong with a column that is a group. */
  static final String NESTED = "is a list, map or struct: only flat columns are read";

  FileSchema {
    columns = List.copyOf(columns);
    leaves = List.copyOf(leaves);
  }
}
