package tools.peak.lake.catalog;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of a {@link StateTable}, read when somebody asks, one by one: there may be millions. */
@FunctionalInterface
public interface StateRows {
  /** Is given rows: values are String, Long, Boolean, Instant or null. */
  @FunctionalInterface
  interface Visitor {
    void visit(List<@Nullable Object> row);
  }

  /** Gives every row. */
  void forEach(Visitor visitor);

  /** Gives the rows of {@code tags} or {@code notices} that are of a run. */
  default void ofRun(String runId, Visitor visitor) {
    forEach(
        row -> {
          if (runId.equals(row.getFirst())) {
            visitor.visit(row);
          }
        });
  }

  /** Gives the rows of {@code tags} that have a key. */
  default void ofKey(String key, Visitor visitor) {
    forEach(
        row -> {
          if (key.equals(row.get(1))) {
            visitor.visit(row);
          }
        });
  }

  /** The keys that rows of {@code tags} have. */
  default Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    forEach(row -> keys.add(String.valueOf(row.get(1))));
    return keys;
  }

  /**
   * What tells these rows from those of other versions: equal numbers mean equal rows.
   *
   * @param version the version that they are of
   */
  default long edition(long version) {
    return version;
  }
}
