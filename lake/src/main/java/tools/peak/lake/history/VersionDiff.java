package tools.peak.lake.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * What changed from one version of a lake to another, a row a change: tables by their numbers of
 * rows, metrics that came, runs, tags and holds.
 *
 * @param before the version that it is told from
 * @param after the version that it is told to
 */
public record VersionDiff(long before, long after, List<Change> changes) {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("what", ColumnType.TEXT),
          new Column("change", ColumnType.TEXT),
          new Column("name", ColumnType.TEXT),
          new Column("key", ColumnType.TEXT),
          new Column("before", ColumnType.TEXT),
          new Column("after", ColumnType.TEXT));

  /**
   * A change.
   *
   * @param what {@code table}, {@code metric}, {@code run}, {@code tag} or {@code hold}
   * @param change {@code added}, {@code replaced} or {@code removed}; of a table "changed"
   * @param name the table, the metric, or the run
   * @param key the tag's; else null
   * @param was the number of rows, the SHA-256 of the run's evidence, the tag's value or the hold's
   *     reason; null of what was not there
   * @param is the same as it is after; null of what is not there any more
   */
  public record Change(
      String what,
      String change,
      String name,
      @Nullable String key,
      @Nullable String was,
      @Nullable String is) {
    static Change of(
        String what, String name, @Nullable String key, @Nullable String was, @Nullable String is) {
      return new Change(
          what, was == null ? "added" : is == null ? "removed" : "replaced", name, key, was, is);
    }
  }

  public VersionDiff {
    changes = List.copyOf(changes);
  }

  /** How many changes of a kind there are. */
  public long count(String what, String change) {
    return changes.stream()
        .filter(each -> each.what().equals(what) && each.change().equals(change))
        .count();
  }

  /**
   * The changes as rows.
   *
   * @param limit how many at most
   */
  public Result rows(long limit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Change each : changes) {
      if (rows.size() == limit) {
        break;
      }
      rows.add(
          Arrays.asList(
              each.what(), each.change(), each.name(), each.key(), each.was(), each.is()));
    }
    return new Result(
        Long.toString(after), COLUMNS, rows, rows.size() < changes.size(), Optional.empty());
  }
}
