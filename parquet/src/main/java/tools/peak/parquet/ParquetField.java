package tools.peak.parquet;

import java.util.List;

/**
 * A column of a file's schema.
 *
 * @param name how the file spells it
 * @param ids the field id, and of a map then those of its key, its value, and the fields of the
 *     struct that the value is; empty in a file without field ids
 * @param isBounded whether the least and the greatest value are worth keeping
 */
public record ParquetField(String name, ParquetType type, List<Integer> ids, boolean isBounded) {

  public ParquetField {
    ids = List.copyOf(ids);
    int wanted =
        switch (type) {
          case MAP_OF_NUMBERS, MAP_OF_TEXTS -> 3;
          case MAP_OF_VALUES -> 6;
          case TEXT, DOUBLE, INT, LONG, UNSIGNED_LONG, BOOLEAN, DATE, TIMESTAMP, NOTHING -> 1;
        };
    if (!ids.isEmpty() && ids.size() != wanted) {
      throw new IllegalArgumentException(name + " has " + ids.size() + " ids of " + wanted);
    }
  }

  /** A column without a field id, whose least and greatest values nobody asks for. */
  public static ParquetField of(String name, ParquetType type) {
    return new ParquetField(name, type, List.of(), false);
  }
}
