package tools.peak.parquet.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column, or a group of such: a list, a map, a struct.
 *
 * @param id the field id, or {@link #NO_ID}
 * @param definition the definition level from which on it is there
 * @param repetition in how many lists it lies, itself included
 * @param position the place of its (first) column of plain values among the file's
 * @param leaf what a column of plain values is, null of a group
 * @param children of a group
 */
record SchemaNode(
    String name,
    int id,
    int definition,
    int repetition,
    int position,
    @Nullable ColumnDescriptor leaf,
    List<SchemaNode> children) {
  static final int NO_ID = -1;

  SchemaNode {
    children = List.copyOf(children);
  }

  /** The same column with another leaf. */
  SchemaNode leaf(ColumnDescriptor other) {
    return new SchemaNode(name, id, definition, repetition, position, other, children);
  }

  boolean isFlat() {
    return leaf != null && repetition == 0;
  }

  /** It, or what lies within it, with that id; null if nothing has it. */
  @Nullable SchemaNode find(int wanted) {
    if (id == wanted) {
      return this;
    }
    for (SchemaNode child : children) {
      SchemaNode found = child.find(wanted);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Whether anything has an id. */
  boolean hasIds() {
    return id != NO_ID || children.stream().anyMatch(SchemaNode::hasIds);
  }
}
