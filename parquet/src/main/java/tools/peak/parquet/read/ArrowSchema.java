package tools.peak.parquet.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.peak.parquet.format.PhysicalType;

/**
 * The schema that Arrow's writers put beside the file's own: there alone stands that a column of
 * integers is one of lengths of time, and in which unit. It is a flatbuffer, of which just that
 * much is read; whatever else it says changes nothing.
 */
final class ArrowSchema {
  static final String KEY = "ARROW:schema";

  private static final int DURATION = 18;
  private static final List<LogicalType> UNITS =
      List.of(
          LogicalType.DURATION_SECONDS,
          LogicalType.DURATION_MILLIS,
          LogicalType.DURATION_MICROS,
          LogicalType.DURATION_NANOS);

  private final ByteBuffer bytes;

  private ArrowSchema(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * The file's schema with the lengths of time in it.
   *
   * @param base64 what stands under {@link #KEY}; if it can't be read, it tells nothing
   */
  static FileSchema told(String base64, FileSchema schema) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      return new ArrowSchema(bytes.order(ByteOrder.LITTLE_ENDIAN)).told(schema);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return schema;
    }
  }

  private FileSchema told(FileSchema schema) {
    int begin = bytes.getInt(0) == -1 ? 8 : 4;
    int message = follow(begin);
    int fields = follow(field(follow(field(message, 2)), 1));
    int count = Math.min(bytes.getInt(fields), schema.columns().size());
    List<SchemaNode> columns = new ArrayList<>(schema.columns());
    List<ColumnDescriptor> leaves = new ArrayList<>(schema.leaves());
    for (int i = 0; i < count; i++) {
      SchemaNode column = columns.get(i);
      ColumnDescriptor leaf = column.leaf();
      int field = follow(fields + 4 + 4 * i);
      int kind = field(field, 2);
      if (leaf != null && isPlainLong(leaf) && kind > 0 && bytes.get(kind) == DURATION) {
        ColumnDescriptor length = leaf.meaning(unit(follow(field(field, 3))));
        columns.set(i, column.leaf(length));
        leaves.set(column.position(), length);
      }
    }
    return new FileSchema(columns, leaves);
  }

  private static boolean isPlainLong(ColumnDescriptor leaf) {
    return leaf.type() == PhysicalType.INT64 && leaf.meaning() == LogicalType.PLAIN;
  }

  private LogicalType unit(int duration) {
    int unit = field(duration, 0);
    return UNITS.get(unit == 0 ? 1 : bytes.getShort(unit));
  }

  private int follow(int at) {
    return at + bytes.getInt(at);
  }

  /** Where a table's field lies, 0 if it has none of that number. */
  private int field(int table, int number) {
    int offsets = table - bytes.getInt(table);
    int entry = 4 + 2 * number;
    int offset = entry < bytes.getShort(offsets) ? bytes.getShort(offsets + entry) : 0;
    return offset == 0 ? 0 : table + offset;
  }
}
