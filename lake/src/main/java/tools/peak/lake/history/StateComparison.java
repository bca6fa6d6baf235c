package tools.peak.lake.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.StateRows;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.history.VersionDiff.Change;
import tools.peak.lake.query.plan.View;

/** Finds out what changed in a small table of the catalog from one version to another. */
final class StateComparison {
  private StateComparison() {}

  /** What the rows of a small table say, by the run and, of a tag, its key. */
  static Collection<Change> of(String what, String table, int keys, View before, View after) {
    StateRows was = rows(before, table);
    StateRows is = rows(after, table);
    if (was.edition(before.version()) == is.edition(after.version())) {
      return List.of();
    }
    Map<List<@Nullable Object>, String> gone = new HashMap<>();
    was.forEach(row -> gone.put(List.copyOf(key(row, keys)), String.valueOf(row.get(keys))));
    Map<String, Change> found = new TreeMap<>();
    is.forEach(
        row -> {
          List<@Nullable Object> key = key(row, keys);
          String value = String.valueOf(row.get(keys));
          String old = gone.remove(key);
          if (!value.equals(old)) {
            put(found, change(what, key, old, value));
          }
        });
    gone.forEach((key, value) -> put(found, change(what, key, value, null)));
    return found.values();
  }

  private static void put(Map<String, Change> found, Change change) {
    found.put(change.name() + '\0' + change.key(), change);
  }

  private static List<@Nullable Object> key(List<@Nullable Object> row, int keys) {
    return row.subList(0, keys);
  }

  private static Change change(
      String what, List<@Nullable Object> key, @Nullable String was, @Nullable String is) {
    return Change.of(
        what,
        String.valueOf(key.getFirst()),
        key.size() > 1 ? String.valueOf(key.get(1)) : null,
        was,
        is);
  }

  private static StateRows rows(View view, String table) {
    return view.state().stream()
        .filter(candidate -> candidate.name().equals(table))
        .findFirst()
        .map(StateTable::rows)
        .orElseThrow();
  }
}
