package tools.peak.lake.write;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.RunsById;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.table.ColumnBounds;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.Strings;
import tools.peak.parquet.read.FieldReader;
import tools.peak.parquet.read.FieldRows;

/**
 * What a data file holds, found by reading every value of it.
 *
 * @param rows how many rows it has
 * @param columns the nulls of its plain columns, their least and greatest value, by field id
 */
public record FileScan(long rows, Map<Integer, ColumnBounds> columns) {
  private static final ParquetLimits LIMITS = new ParquetLimits(100_000, 1L << 30);

  public FileScan {
    columns = Map.copyOf(columns);
  }

  /**
   * Reads a file of a table.
   *
   * @param fields the table's columns
   * @throws ParquetException if a part of it can't be read
   */
  public static FileScan of(Path file, List<Field> fields) throws ParquetException, IOException {
    List<ParquetField> columns = new TableSchema(fields).columns();
    List<Extremes> extremes = fields.stream().map(Extremes::new).toList();
    long rows = 0;
    try (FieldReader reader = FieldReader.open(file, columns, LIMITS)) {
      for (FieldRows some = reader.next(); some != null; some = reader.next()) {
        rows += some.rows();
        for (Extremes column : extremes) {
          column.add(some);
        }
      }
    }
    Map<Integer, ColumnBounds> found = new HashMap<>();
    extremes.stream()
        .filter(column -> !column.isMap())
        .forEach(column -> found.put(column.field.id(), column.bounds()));
    return new FileScan(rows, found);
  }

  /** Texts in the order of their UTF-8 bytes, all else in its own. */
  public static int compare(Object one, Object other) {
    return ORDER.compare(one, other);
  }

  @SuppressWarnings("unchecked") // both are values of one column
  private static final Comparator<Object> ORDER =
      (one, other) ->
          one instanceof String text && other instanceof String second
              ? RunsById.compare(text, second)
              : ((Comparable<Object>) one).compareTo(other);

  /** The least and the greatest value of a column so far. */
  private static final class Extremes {
    private final Field field;
    private long nulls;
    private @Nullable Object least;
    private @Nullable Object greatest;

    Extremes(Field field) {
      this.field = field;
    }

    boolean isMap() {
      return switch (field.column().type()) {
        case VALUES, NUMBERS, TEXTS -> true;
        case TEXT, DOUBLE, LONG, INT, BOOLEAN, DATE, TIMESTAMP, VALUE -> false;
      };
    }

    void add(FieldRows rows) {
      if (isMap()) {
        return; // reading it is all that can be done
      }
      ParquetColumn column = rows.column(field.column().name());
      for (int row = 0; row < rows.rows(); row++) {
        if (column.isMissing(row)) {
          nulls++;
        }
      }
      if (column instanceof Numbers || column instanceof Integers || column instanceof Instants) {
        numbers(column, rows.rows());
        return;
      }
      for (int row = 0; row < rows.rows(); row++) {
        if (!column.isMissing(row)) {
          add(value(column, row));
        }
      }
    }

    private static Object value(ParquetColumn column, int row) {
      return column instanceof Booleans truths
          ? truths.get(row)
          : Objects.requireNonNull(
              column instanceof Strings texts ? texts.get(row) : column.text(row));
    }

    /** Numbers are compared as such: most of a lake are numbers. */
    private void numbers(ParquetColumn column, int rows) {
      switch (column) {
        case Numbers numbers -> {
          double[] values = new double[rows];
          int count = 0;
          for (int row = 0; row < rows; row++) {
            if (!numbers.isMissing(row) && !Double.isNaN(numbers.get(row))) {
              values[count++] = numbers.get(row) + 0.0; // zero has two signs, which are equal
            }
          }
          if (count > 0) {
            add(Arrays.stream(values, 0, count).min().orElseThrow());
            add(Arrays.stream(values, 0, count).max().orElseThrow());
          }
        }
        case Integers whole -> wholes(rows, whole::isMissing, whole::get);
        case Instants times -> wholes(rows, times::isMissing, times::get);
        default -> throw new IllegalArgumentException(column.name());
      }
    }

    private interface Missing {
      boolean at(int row);
    }

    private interface Whole {
      long at(int row);
    }

    private void wholes(int rows, Missing missing, Whole value) {
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      boolean isAny = false;
      for (int row = 0; row < rows; row++) {
        if (!missing.at(row)) {
          min = Math.min(min, value.at(row));
          max = Math.max(max, value.at(row));
          isAny = true;
        }
      }
      if (isAny) {
        add(whole(min));
        add(whole(max));
      }
    }

    private Object whole(long value) {
      ColumnType type = field.column().type();
      return type == ColumnType.DATE || type == ColumnType.TIMESTAMP
          ? Instant.EPOCH.plus(value, ChronoUnit.MICROS)
          : (Object) (double) value;
    }

    private void add(Object value) {
      if (least == null || compare(value, least) < 0) {
        least = value;
      }
      if (greatest == null || compare(value, greatest) > 0) {
        greatest = value;
      }
    }

    ColumnBounds bounds() {
      return new ColumnBounds(nulls, least, greatest);
    }
  }
}
