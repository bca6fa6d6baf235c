package tools.peak.lake.write;

import java.io.IOException;
import java.util.List;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.Strings;
import tools.peak.parquet.read.FieldRows;
import tools.peak.parquet.read.MapRows;
import tools.peak.parquet.write.DoubleLeaf;
import tools.peak.parquet.write.LongLeaf;
import tools.peak.parquet.write.MapColumn;
import tools.peak.parquet.write.ParquetWriter;
import tools.peak.parquet.write.TextLeaf;

/** Puts rows that were read from one file into another, each value as it was. */
final class RowCopy {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final List<ParquetField> fields;
  private final ParquetWriter writer;

  RowCopy(List<ParquetField> fields, ParquetWriter writer) {
    this.fields = fields;
    this.writer = writer;
  }

  /** Copies the first {@code count} rows of those that are wanted. */
  void rows(FieldRows rows, int[] wanted, int count) throws ParquetException, IOException {
    for (int from = 0; from < count; ) {
      int some = Math.min(writer.room(), count - from);
      for (ParquetField field : fields) {
        if (field.type().isMap()) {
          maps(rows.map(field.name()), field, wanted, from, some);
        } else {
          column(rows.column(field.name()), field, wanted, from, some);
        }
      }
      writer.endRows(some);
      from += some;
    }
  }

  private void column(ParquetColumn column, ParquetField field, int[] wanted, int from, int count)
      throws ParquetException {
    if (column instanceof AllMissing) {
      return;
    }
    switch (field.type()) {
      case TEXT -> texts(column, field, wanted, from, count);
      case DOUBLE -> numbers(column, field, wanted, from, count);
      case INT, LONG -> wholes(column, field, wanted, from, count);
      case DATE -> instants(column, field, MICROS_A_DAY, wanted, from, count);
      case TIMESTAMP -> instants(column, field, 1, wanted, from, count);
      case BOOLEAN -> booleans(column, field, wanted, from, count);
      case UNSIGNED_LONG, NOTHING, MAP_OF_NUMBERS, MAP_OF_TEXTS, MAP_OF_VALUES ->
          throw new IllegalArgumentException("no table has columns of " + field.type());
    }
  }

  private void texts(ParquetColumn column, ParquetField field, int[] wanted, int from, int count)
      throws ParquetException {
    if (!(column instanceof Strings strings)) {
      throw other(field);
    }
    TextLeaf leaf = writer.text(field.name());
    for (int i = 0; i < count; i++) {
      leaf.set(writer.row() + i, strings.get(wanted[from + i]));
    }
  }

  private void numbers(ParquetColumn column, ParquetField field, int[] wanted, int from, int count)
      throws ParquetException {
    if (!(column instanceof Numbers numbers)) {
      throw other(field);
    }
    DoubleLeaf leaf = writer.number(field.name());
    for (int i = 0; i < count; i++) {
      int row = wanted[from + i];
      if (!numbers.isMissing(row)) {
        leaf.set(writer.row() + i, numbers.get(row));
      }
    }
  }

  private void wholes(ParquetColumn column, ParquetField field, int[] wanted, int from, int count)
      throws ParquetException {
    if (!(column instanceof Integers integers) || integers.unsigned()) {
      throw other(field);
    }
    LongLeaf leaf = writer.whole(field.name());
    for (int i = 0; i < count; i++) {
      int row = wanted[from + i];
      if (!integers.isMissing(row)) {
        leaf.set(writer.row() + i, integers.get(row));
      }
    }
  }

  private void instants(
      ParquetColumn column, ParquetField field, long unit, int[] wanted, int from, int count)
      throws ParquetException {
    if (!(column instanceof Instants instants)) {
      throw other(field);
    }
    LongLeaf leaf = writer.whole(field.name());
    for (int i = 0; i < count; i++) {
      int row = wanted[from + i];
      if (!instants.isMissing(row)) {
        leaf.set(writer.row() + i, Math.floorDiv(instants.get(row), unit));
      }
    }
  }

  private void booleans(ParquetColumn column, ParquetField field, int[] wanted, int from, int count)
      throws ParquetException {
    if (!(column instanceof Booleans booleans)) {
      throw other(field);
    }
    for (int i = 0; i < count; i++) {
      int row = wanted[from + i];
      if (!booleans.isMissing(row)) {
        writer.truth(field.name()).set(writer.row() + i, booleans.get(row));
      }
    }
  }

  private void maps(MapRows maps, ParquetField field, int[] wanted, int from, int count) {
    MapColumn column = writer.map(field.name());
    for (int i = 0; i < count; i++) {
      int row = wanted[from + i];
      if (!maps.isMissing(row)) {
        column.begin(writer.row() + i, maps.to(row) - maps.from(row));
        for (int entry = maps.from(row); entry < maps.to(row); entry++) {
          entry(maps, entry, field.type(), column);
        }
      }
    }
  }

  private static void entry(MapRows maps, int entry, ParquetType type, MapColumn column) {
    switch (type) {
      case MAP_OF_NUMBERS -> column.number(maps.key(entry), maps.number(entry));
      case MAP_OF_TEXTS -> column.text(maps.key(entry), maps.text(entry));
      default -> {
        if (maps.hasValue(entry)) {
          column.value(maps.key(entry), maps.type(entry), maps.text(entry), maps.number(entry));
        } else {
          column.noValue(maps.key(entry));
        }
      }
    }
  }

  private static ParquetException other(ParquetField field) {
    return new ParquetException(
        "column '" + field.name() + "' holds something else than " + field.type());
  }
}
