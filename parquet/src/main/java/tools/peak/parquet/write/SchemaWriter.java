package tools.peak.parquet.write;

import java.util.List;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.format.PhysicalType;
import tools.peak.parquet.format.ThriftWriter;

/** Writes a table's fields as Parquet's schema, with their ids if they have some. */
final class SchemaWriter {
  private static final int REQUIRED = 0;
  private static final int OPTIONAL = 1;
  private static final int REPEATED = 2;

  private final ThriftWriter thrift;

  SchemaWriter(ThriftWriter thrift) {
    this.thrift = thrift;
  }

  /** Writes the field of that number: a list of elements, the outermost first. */
  void write(int number, List<ParquetField> fields) {
    thrift.structs(number, 1 + fields.stream().mapToInt(SchemaWriter::elements).sum());
    thrift.element(
        () -> {
          thrift.string(4, "schema");
          thrift.i32(5, fields.size());
        });
    fields.forEach(this::field);
  }

  private static int elements(ParquetField field) {
    return switch (field.type()) {
      case MAP_OF_NUMBERS, MAP_OF_TEXTS -> 4;
      case MAP_OF_VALUES -> 7;
      case TEXT, DOUBLE, INT, LONG, UNSIGNED_LONG, BOOLEAN, DATE, TIMESTAMP, NOTHING -> 1;
    };
  }

  private void field(ParquetField field) {
    switch (field.type()) {
      case MAP_OF_NUMBERS -> {
        map(field);
        leaf("value", OPTIONAL, ParquetType.DOUBLE, field, 2);
      }
      case MAP_OF_TEXTS -> {
        map(field);
        leaf("value", OPTIONAL, ParquetType.TEXT, field, 2);
      }
      case MAP_OF_VALUES -> {
        map(field);
        group("value", 3, field, 2);
        leaf("type", OPTIONAL, ParquetType.TEXT, field, 3);
        leaf("value", OPTIONAL, ParquetType.TEXT, field, 4);
        leaf("number", OPTIONAL, ParquetType.DOUBLE, field, 5);
      }
      case TEXT, DOUBLE, INT, LONG, UNSIGNED_LONG, BOOLEAN, DATE, TIMESTAMP, NOTHING ->
          leaf(field.name(), OPTIONAL, field.type(), field, 0);
    }
  }

  private void map(ParquetField field) {
    thrift.element(
        () -> {
          thrift.i32(3, OPTIONAL);
          thrift.string(4, field.name());
          thrift.i32(5, 1);
          thrift.i32(6, 1);
          id(field, 0);
          thrift.struct(10, () -> thrift.struct(2, () -> {}));
        });
    thrift.element(
        () -> {
          thrift.i32(3, REPEATED);
          thrift.string(4, "key_value");
          thrift.i32(5, 2);
        });
    leaf("key", REQUIRED, ParquetType.TEXT, field, 1);
  }

  private void group(String name, int children, ParquetField field, int id) {
    thrift.element(
        () -> {
          thrift.i32(3, OPTIONAL);
          thrift.string(4, name);
          thrift.i32(5, children);
          id(field, id);
        });
  }

  /**
   * @param id which of the field's ids is the leaf's
   */
  private void leaf(String name, int repetition, ParquetType type, ParquetField field, int id) {
    thrift.element(
        () -> {
          thrift.i32(1, physical(type).number);
          thrift.i32(3, repetition);
          thrift.string(4, name);
          meaning(type, field, id);
        });
  }

  private static PhysicalType physical(ParquetType type) {
    return switch (type) {
      case TEXT -> PhysicalType.BYTE_ARRAY;
      case DOUBLE -> PhysicalType.DOUBLE;
      case INT, DATE, NOTHING -> PhysicalType.INT32;
      case LONG, UNSIGNED_LONG, TIMESTAMP -> PhysicalType.INT64;
      case BOOLEAN -> PhysicalType.BOOLEAN;
      case MAP_OF_VALUES, MAP_OF_NUMBERS, MAP_OF_TEXTS ->
          throw new IllegalArgumentException(type + " is no plain value");
    };
  }

  private void meaning(ParquetType type, ParquetField field, int id) {
    switch (type) {
      case TEXT -> annotation(0, field, id, () -> thrift.struct(1, () -> {}));
      case DATE -> annotation(6, field, id, () -> thrift.struct(6, () -> {}));
      case TIMESTAMP -> annotation(10, field, id, () -> thrift.struct(8, this::microsUtc));
      case UNSIGNED_LONG -> annotation(14, field, id, () -> thrift.struct(10, this::unsigned64));
      case NOTHING -> {
        id(field, id);
        thrift.struct(10, () -> thrift.struct(11, () -> {}));
      }
      case DOUBLE, LONG, INT, BOOLEAN -> id(field, id);
      case MAP_OF_VALUES, MAP_OF_NUMBERS, MAP_OF_TEXTS ->
          throw new IllegalArgumentException(type + " is no plain value");
    }
  }

  private void annotation(int converted, ParquetField field, int id, Runnable logical) {
    thrift.i32(6, converted);
    id(field, id);
    thrift.struct(10, logical);
  }

  private void id(ParquetField field, int which) {
    if (!field.ids().isEmpty()) {
      thrift.i32(9, field.ids().get(which));
    }
  }

  private void microsUtc() {
    thrift.bool(1, true);
    thrift.struct(2, () -> thrift.struct(2, () -> {}));
  }

  private void unsigned64() {
    thrift.i8(1, 64);
    thrift.bool(2, false);
  }
}
