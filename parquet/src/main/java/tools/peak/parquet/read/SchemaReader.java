package tools.peak.parquet.read;

import static tools.peak.parquet.format.ThriftReader.id;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.format.PhysicalType;
import tools.peak.parquet.format.ThriftReader;

/** Reads the schema in a footer: a root and its columns, each of which may be a tree. */
final class SchemaReader {
  private static final int REQUIRED = 0;
  private static final int REPEATED = 2;

  private static final int FIXED = PhysicalType.FIXED_LEN_BYTE_ARRAY.number;

  private static final int MAX_DEPTH = 64;

  /** Far more than any engine's decimals have. */
  private static final int MAX_SCALE = 1000;

  private final ThriftReader thrift;
  private final ParquetLimits limits;

  private final List<ColumnDescriptor> leaves = new ArrayList<>();

  /** Elements that are not read yet. */
  private int left;

  private String name = "";
  private int type;
  private int length;
  private int repetition;
  private int children;
  private int fieldId;
  private int scale;
  private LogicalType meaning = LogicalType.PLAIN;

  /** What is wrong with the element, null if nothing is. */
  private @Nullable String wrong;

  SchemaReader(ThriftReader thrift, ParquetLimits limits) {
    this.thrift = thrift;
    this.limits = limits;
  }

  /** Reads the list of elements, of which each group's children follow it. */
  FileSchema schema(int field) throws ParquetException {
    int size = thrift.structs(field);
    if (size == 0) {
      throw new ParquetException("no schema");
    }
    if (size - 1 > limits.maxColumns()) {
      throw new ParquetException(size - 1 + " columns, over the limit of " + limits.maxColumns());
    }
    left = size - 1;
    element();
    int columns = children;
    List<SchemaNode> nodes = nodes(columns, 0, 0, 0);
    if (left > 0) {
      throw new ParquetException(
          "a schema of " + columns + " and " + (columns + left) + " columns");
    }
    return new FileSchema(nodes, leaves);
  }

  private List<SchemaNode> nodes(int count, int definition, int repetition, int depth)
      throws ParquetException {
    if (count < 0 || count > left) {
      throw new ParquetException("a schema of " + count + " and " + left + " columns");
    }
    if (depth > MAX_DEPTH) {
      throw new ParquetException("a schema nested too deeply");
    }
    List<SchemaNode> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nodes.add(node(definition, repetition, depth));
    }
    return nodes;
  }

  private SchemaNode node(int outerDefinition, int outerRepetition, int depth)
      throws ParquetException {
    if (left-- <= 0) {
      throw new ParquetException("a schema that ends within a group");
    }
    element();
    int definition = outerDefinition + (repetition == REQUIRED ? 0 : 1);
    int repetitions = outerRepetition + (repetition == REPEATED ? 1 : 0);
    String itsName = name;
    int itsId = fieldId;
    int position = leaves.size();
    if (children > 0) {
      List<SchemaNode> its = nodes(children, definition, repetitions, depth + 1);
      return new SchemaNode(itsName, itsId, definition, repetitions, position, null, its);
    }
    ColumnDescriptor leaf = leaf(definition, repetitions);
    leaves.add(leaf);
    return new SchemaNode(itsName, itsId, definition, repetitions, position, leaf, List.of());
  }

  private ColumnDescriptor leaf(int definition, int repetitions) {
    PhysicalType physical = PhysicalType.BYTE_ARRAY;
    String trouble = wrong;
    try {
      physical = PhysicalType.of(type);
    } catch (ParquetException e) {
      trouble = e.getMessage();
    }
    if (physical == PhysicalType.FIXED_LEN_BYTE_ARRAY && length < 1) {
      trouble = "has values of " + length + " bytes";
    }
    if (meaning == LogicalType.DECIMAL && (scale < 0 || scale > MAX_SCALE)) {
      trouble = "has decimals of scale " + scale;
    }
    if (meaning == LogicalType.INTERVAL && (type != FIXED || length != Intervals.SIZE)) {
      meaning = LogicalType.PLAIN;
    }
    return new ColumnDescriptor(
        name, physical, length, meaning, scale, definition, repetitions, trouble);
  }

  private void element() throws ParquetException {
    name = "";
    type = -1;
    length = 0;
    repetition = REQUIRED;
    children = 0;
    fieldId = SchemaNode.NO_ID;
    scale = 0;
    meaning = LogicalType.PLAIN;
    wrong = null;
    boolean logical = false;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1 -> type = thrift.i32(field);
        case 2 -> length = thrift.i32(field);
        case 3 -> {
          if (ThriftReader.isBool(field)) {
            throw new ParquetException(
                "the repetition of a column is a boolean, where other readers find a number: write the"
                    + " file again with pyarrow");
          }
          repetition = thrift.i32(field);
        }
        case 4 -> name = thrift.string(field);
        case 5 -> children = thrift.i32(field);
        case 6 -> {
          LogicalType converted = converted(thrift.i32(field));
          meaning = logical ? meaning : converted;
        }
        case 7 -> scale = thrift.i32(field);
        case 9 -> fieldId = thrift.i32(field);
        case 10 -> {
          logical = true;
          logicalType(field);
        }
        default -> thrift.skip(field);
      }
    }
  }

  /** The older annotation: a number. */
  private static LogicalType converted(int number) {
    return switch (number) {
      case 0, 4, 19 -> LogicalType.TEXT;
      case 5 -> LogicalType.DECIMAL;
      case 6 -> LogicalType.DATE;
      case 7 -> LogicalType.TIME_MILLIS;
      case 8 -> LogicalType.TIME_MICROS;
      case 9 -> LogicalType.TIMESTAMP_MILLIS;
      case 10 -> LogicalType.TIMESTAMP_MICROS;
      case 11, 12, 13, 14 -> LogicalType.UNSIGNED;
      case 21 -> LogicalType.INTERVAL;
      default -> LogicalType.PLAIN;
    };
  }

  /** The newer annotation: a union, whose only field says what it is. */
  private void logicalType(int unionField) throws ParquetException {
    thrift.struct(unionField);
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1, 4, 12 -> mean(LogicalType.TEXT, field);
        case 5 -> decimal(field);
        case 6 -> mean(LogicalType.DATE, field);
        case 7 -> {
          int unit = timeUnit(field);
          meaning =
              unit == 1
                  ? LogicalType.TIME_MILLIS
                  : unit == 2 ? LogicalType.TIME_MICROS : LogicalType.TIME_NANOS;
        }
        case 8 -> {
          int unit = timeUnit(field);
          meaning =
              unit == 1
                  ? LogicalType.TIMESTAMP_MILLIS
                  : unit == 2 ? LogicalType.TIMESTAMP_MICROS : LogicalType.TIMESTAMP_NANOS;
        }
        case 10 -> integer(field);
        case 11 -> mean(LogicalType.NULL, field);
        case 14 -> mean(LogicalType.UUID, field);
        case 15 -> mean(LogicalType.FLOAT16, field);
        default -> mean(LogicalType.PLAIN, field);
      }
    }
  }

  private void mean(LogicalType meaning, int field) throws ParquetException {
    this.meaning = meaning;
    thrift.skip(field);
  }

  private void decimal(int structField) throws ParquetException {
    thrift.struct(structField);
    meaning = LogicalType.DECIMAL;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      if (id == 1) {
        scale = thrift.i32(field);
      } else {
        thrift.skip(field);
      }
    }
  }

  private void integer(int structField) throws ParquetException {
    thrift.struct(structField);
    meaning = LogicalType.PLAIN;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      if (id == 2) {
        meaning = thrift.bool(field) ? LogicalType.PLAIN : LogicalType.UNSIGNED;
      } else {
        thrift.skip(field);
      }
    }
  }

  /** Milliseconds are 1, microseconds 2, nanoseconds 3. */
  private int timeUnit(int structField) throws ParquetException {
    thrift.struct(structField);
    int unit = 0;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      if (id == 2) {
        unit = unionMember(field);
      } else {
        thrift.skip(field);
      }
    }
    if (unit < 1 || unit > 3) {
      wrong = "has an unknown unit of time, number " + unit;
    }
    return unit;
  }

  private int unionMember(int unionField) throws ParquetException {
    thrift.struct(unionField);
    int member = 0;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      member = id;
      thrift.skip(field);
    }
    return member;
  }
}
