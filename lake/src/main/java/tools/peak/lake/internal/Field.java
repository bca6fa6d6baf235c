package tools.peak.lake.internal;

import java.util.List;
import tools.peak.lake.schema.Column;

/**
 * A column as it lies in a table's files.
 *
 * @param id the field id that the files carry; names may change, ids don't
 * @param nestedIds the ids within a map: key, value, then the value's own fields; else empty
 */
public record Field(int id, Column column, List<Integer> nestedIds) {
  public Field {
    nestedIds = List.copyOf(nestedIds);
  }

  /** A field of a plain type. */
  public Field(int id, Column column) {
    this(id, column, List.of());
  }
}
