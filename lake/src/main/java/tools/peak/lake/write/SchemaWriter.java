package tools.peak.lake.write;

import java.util.List;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.parquet.ThriftWriter;

/** Writes a table's fields as Parquet's schema, each with its id. */
final class SchemaWriter {
  private static final int REQUIRED = 0;
  private static final int OPTIONAL = 1;
  private static final int REPEATED = 2;

  private final ThriftWriter thrift;

  SchemaWriter(ThriftWriter thrift) {
    this.thrift = thrift;
  }

  /** Writes the field of that number: a list of elements, the outermost first. */
  void write(int number, List<Field> fields) {
    thrift.structs(number, 1 + fields.stream().mapToInt(SchemaWriter::elements).sum());
    thrift.element(
        () -> {
          thrift.string(4, "schema");
          thrift.i32(5, fields.size());
        });
    fields.forEach(this::field);
  }

  private static int elements(Field field) {
    return switch (field.column().type()) {
      case NUMBERS, TEXTS -> 4;
      case VALUES -> 7;
      case TEXT, DOUBLE, LONG, INT, BOOLEAN, DATE, TIMESTAMP -> 1;
    };
  }

  private void field(Field field) {
    List<Integer> ids = field.nestedIds();
    String name = field.column().name();
    switch (field.column().type()) {
      case NUMBERS -> {
        map(field);
        leaf("value", OPTIONAL, ColumnType.DOUBLE, ids.get(1));
      }
      case TEXTS -> {
        map(field);
        leaf("value", OPTIONAL, ColumnType.TEXT, ids.get(1));
      }
      case VALUES -> {
        map(field);
        group("value", OPTIONAL, 3, ids.get(1));
        leaf("type", OPTIONAL, ColumnType.TEXT, ids.get(2));
        leaf("value", OPTIONAL, ColumnType.TEXT, ids.get(3));
        leaf("number", OPTIONAL, ColumnType.DOUBLE, ids.get(4));
      }
      case TEXT, DOUBLE, LONG, INT, BOOLEAN, DATE, TIMESTAMP ->
          leaf(name, OPTIONAL, field.column().type(), field.id());
    }
  }

  private void map(Field field) {
    thrift.element(
        () -> {
          thrift.i32(3, OPTIONAL);
          thrift.string(4, field.column().name());
          thrift.i32(5, 1);
          thrift.i32(6, 1);
          thrift.i32(9, field.id());
          thrift.struct(10, () -> thrift.struct(2, () -> {}));
        });
    thrift.element(
        () -> {
          thrift.i32(3, REPEATED);
          thrift.string(4, "key_value");
          thrift.i32(5, 2);
        });
    leaf("key", REQUIRED, ColumnType.TEXT, field.nestedIds().getFirst());
  }

  private void group(String name, int repetition, int children, int id) {
    thrift.element(
        () -> {
          thrift.i32(3, repetition);
          thrift.string(4, name);
          thrift.i32(5, children);
          thrift.i32(9, id);
        });
  }

  private void leaf(String name, int repetition, ColumnType type, int id) {
    thrift.element(
        () -> {
          thrift.i32(1, physical(type).number);
          thrift.i32(3, repetition);
          thrift.string(4, name);
          meaning(type, id);
        });
  }

  static Leaf.Physical physical(ColumnType type) {
    return switch (type) {
      case TEXT -> Leaf.Physical.BYTE_ARRAY;
      case DOUBLE -> Leaf.Physical.DOUBLE;
      case INT, DATE -> Leaf.Physical.INT32;
      case LONG, TIMESTAMP -> Leaf.Physical.INT64;
      case BOOLEAN, VALUES, NUMBERS, TEXTS ->
          throw new IllegalArgumentException(type + " is no plain value of a table");
    };
  }

  private void meaning(ColumnType type, int id) {
    switch (type) {
      case TEXT -> annotation(0, id, () -> thrift.struct(1, () -> {}));
      case DATE -> annotation(6, id, () -> thrift.struct(6, () -> {}));
      case TIMESTAMP -> annotation(10, id, () -> thrift.struct(8, this::microsUtc));
      case DOUBLE, LONG, INT -> thrift.i32(9, id);
      case BOOLEAN, VALUES, NUMBERS, TEXTS -> throw new IllegalArgumentException(type.name());
    }
  }

  private void annotation(int converted, int id, Runnable logical) {
    thrift.i32(6, converted);
    thrift.i32(9, id);
    thrift.struct(10, logical);
  }

  private void microsUtc() {
    thrift.bool(1, true);
    thrift.struct(2, () -> thrift.struct(2, () -> {}));
  }
}
