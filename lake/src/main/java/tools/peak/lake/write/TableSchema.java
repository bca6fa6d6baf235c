package tools.peak.lake.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Field;
import tools.peak.lake.table.NewFile.Bounds;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.write.WrittenBounds;

/** A table's columns as its files have them, and what its files tell the table of them. */
record TableSchema(List<Field> fields) {

  List<ParquetField> columns() {
    List<ParquetField> columns = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      columns.add(column(fields.get(i), fields.get(i).isBounded(i)));
    }
    return columns;
  }

  private static ParquetField column(Field field, boolean isBounded) {
    List<Integer> ids = new ArrayList<>();
    ids.add(field.id());
    ids.addAll(field.nestedIds());
    return new ParquetField(field.column().name(), type(field), ids, isBounded);
  }

  private static ParquetType type(Field field) {
    return switch (field.column().type()) {
      case TEXT -> ParquetType.TEXT;
      case DOUBLE -> ParquetType.DOUBLE;
      case LONG -> ParquetType.LONG;
      case INT -> ParquetType.INT;
      case BOOLEAN -> ParquetType.BOOLEAN;
      case DATE -> ParquetType.DATE;
      case TIMESTAMP -> ParquetType.TIMESTAMP;
      case VALUES -> ParquetType.MAP_OF_VALUES;
      case NUMBERS -> ParquetType.MAP_OF_NUMBERS;
      case TEXTS -> ParquetType.MAP_OF_TEXTS;
      case VALUE -> throw new IllegalArgumentException("no table has columns of values");
    };
  }

  /** What is known of the columns, by field id. */
  Map<Integer, Bounds> bounds(Map<String, WrittenBounds> written) {
    Map<Integer, Bounds> bounds = new HashMap<>();
    for (Field field : fields) {
      WrittenBounds column = written.get(field.column().name());
      if (column != null) {
        bounds.put(
            field.id(),
            new Bounds(
                column.nulls(),
                column.nans(),
                text(field, column.least()),
                text(field, column.greatest())));
      }
    }
    return bounds;
  }

  private static @Nullable String text(Field field, @Nullable Object bound) {
    return bound == null
        ? null
        : switch (field.column().type()) {
          case DATE -> notation(bound, BoundText::date);
          case TIMESTAMP -> notation(bound, BoundText::instant);
          case TEXT, DOUBLE, LONG, INT, BOOLEAN, VALUES, NUMBERS, TEXTS, VALUE -> bound.toString();
        };
  }

  private static String notation(Object bound, LongFunction<String> notation) {
    return notation.apply((Long) bound);
  }
}
