package tools.peak.lake.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A column as it lies in a table's files.
 *
 * @param id the field id that the files carry; names may change, ids don't
 * @param nestedIds the ids within a map: key, value, then the value's own fields; else empty
 */
public record Field(int id, Column column, List<Integer> nestedIds) {
  private static final int FIELDS_WITH_BOUNDS = 72;
  private static final Set<String> LONG_TEXTS =
      Arrays.stream(LakeTable.values())
          .flatMap(table -> table.definition().longTexts().stream())
          .collect(Collectors.toUnmodifiableSet());

  public Field {
    nestedIds = List.copyOf(nestedIds);
  }

  /**
   * Whether a file's metadata says what the column's least and greatest values are. With bounds for
   * thousands of metrics, or long texts, the manifests would outgrow the data.
   *
   * @param position the field's place in its table
   */
  public boolean isBounded(int position) {
    return position < FIELDS_WITH_BOUNDS
        && switch (column.type()) {
          case VALUES, NUMBERS, TEXTS, VALUE -> false;
          case TEXT -> !LONG_TEXTS.contains(column.name());
          case DOUBLE, LONG, INT, BOOLEAN, DATE, TIMESTAMP -> true;
        };
  }

  /** A field of a plain type. */
  public Field(int id, Column column) {
    this(id, column, List.of());
  }
}
