package tools.peak.lake.iceberg;

import static org.apache.iceberg.types.Types.NestedField.optional;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;

/** The lake's tables in Iceberg's words. */
final class IcebergTypes {
  private IcebergTypes() {}

  /** A table's schema before any metric turned up. Ids are provisional: Iceberg numbers anew. */
  static Schema schema(LakeTable table) {
    List<Types.NestedField> fields = new ArrayList<>();
    int[] id = {0};
    for (Column column : table.columns()) {
      int own = ++id[0];
      fields.add(optional(own, column.name(), type(column.type(), id)));
    }
    return new Schema(fields);
  }

  /** A column's type; the ids within it are those of no table. */
  static Type type(ColumnType type) {
    return type(type, new int[] {0});
  }

  private static Type type(ColumnType type, int[] id) {
    return switch (type) {
      case TEXT -> Types.StringType.get();
      case DOUBLE -> Types.DoubleType.get();
      case LONG -> Types.LongType.get();
      case INT -> Types.IntegerType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP -> Types.TimestampType.withZone();
      case NUMBERS -> map(id, Types.DoubleType.get());
      case TEXTS -> map(id, Types.StringType.get());
      case VALUE -> throw new IllegalArgumentException("no table has columns of values");
      case VALUES ->
          map(
              id,
              Types.StructType.of(
                  optional(++id[0], "type", Types.StringType.get()),
                  optional(++id[0], "value", Types.StringType.get()),
                  optional(++id[0], "number", Types.DoubleType.get())));
    };
  }

  private static Type map(int[] id, Type value) {
    return Types.MapType.ofOptional(++id[0], ++id[0], Types.StringType.get(), value);
  }

  /** Stage and month for rows of runs, nothing for the others. */
  static PartitionSpec partitions(LakeTable table, Schema schema) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    return table.isPartitioned()
        ? spec.identity("stage").month(table.definition().partitionTime()).build()
        : spec.build();
  }

  /** The order of rows within a file. */
  static SortOrder order(LakeTable table, Schema schema) {
    SortOrder.Builder order = SortOrder.builderFor(schema);
    table.definition().order().forEach(order::asc);
    return order.build();
  }

  /** A schema's columns, in its order. */
  static List<Field> fields(Schema schema) {
    List<Field> fields = new ArrayList<>();
    for (Types.NestedField field : schema.columns()) {
      ColumnType type = columnType(field.type());
      if (type == null) {
        throw new LakeException(
            Code.NOT_A_LAKE,
            "a table has the column %s of type %s, which Peak does not read: drop it there"
                .formatted(field.name(), field.type()));
      }
      fields.add(
          new Field(field.fieldId(), new Column(field.name(), type), nestedIds(field.type())));
    }
    return fields;
  }

  /** Peak's type of a column; null where Peak has none. */
  static @Nullable ColumnType columnType(Type type) {
    return switch (type.typeId()) {
      case STRING -> ColumnType.TEXT;
      case DOUBLE -> ColumnType.DOUBLE;
      case LONG -> ColumnType.LONG;
      case INTEGER -> ColumnType.INT;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case DATE -> ColumnType.DATE;
      case TIMESTAMP -> ColumnType.TIMESTAMP;
      case MAP ->
          switch (type.asMapType().valueType().typeId()) {
            case STRUCT -> ColumnType.VALUES;
            case DOUBLE -> ColumnType.NUMBERS;
            default -> ColumnType.TEXTS;
          };
      default -> null;
    };
  }

  private static List<Integer> nestedIds(Type type) {
    if (!type.isMapType()) {
      return List.of();
    }
    Types.MapType map = type.asMapType();
    List<Integer> ids = new ArrayList<>(List.of(map.keyId(), map.valueId()));
    if (map.valueType().isStructType()) {
      map.valueType().asStructType().fields().forEach(field -> ids.add(field.fieldId()));
    }
    return ids;
  }
}
