package tools.peak.lake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogTransaction;

/**
 * Tags and notes of any number of runs: one version of the lake a call, all of it or nothing.
 *
 * @param by who does it
 */
public record Tagging(Catalog catalog, String by) {
  private static final String NOTE = "note";

  /**
   * Above so many runs the audit doesn't keep their names beside the chain: the tables have them.
   */
  private static final int FEW = 100;

  /**
   * What a call came to.
   *
   * @param runs how many it was about
   * @param version of the lake, whether it changed or not
   */
  public record Tagged(long runs, long version) {}

  /**
   * Sets tags; the last value of a key is in force, as-of finds the earlier ones.
   *
   * @throws LakeException if a run is not there, or a key is blank
   */
  public Tagged set(Collection<String> runIds, Map<String, String> tags) {
    if (tags.keySet().stream().anyMatch(String::isBlank)) {
      throw new LakeException(Code.INVALID_REQUEST, "a tag needs a key");
    }
    return change(
        "tag",
        runIds,
        change -> {
          tags.forEach(
              (key, value) -> {
                change.tags().set(Set.copyOf(runIds), key, value, by);
                var _ = change.deed().text("key", key).text("value", value);
              });
          return (long) Set.copyOf(runIds).size();
        });
  }

  /**
   * Takes tags off; as-of still finds them.
   *
   * @return of which runs there was one of those keys
   */
  public Tagged remove(Collection<String> runIds, Collection<String> keys) {
    return change(
        "untag",
        runIds,
        change -> {
          var _ = change.deed().text("keys", String.join(" ", new TreeSet<>(keys)));
          return change.tags().remove(Set.copyOf(runIds), keys);
        });
  }

  /** Writes a note: the tag {@code note}. */
  public Tagged note(Collection<String> runIds, String text) {
    return change(
        "note",
        runIds,
        change -> {
          change.tags().set(Set.copyOf(runIds), NOTE, text, by);
          var _ = change.deed().text("key", NOTE).text("value", text);
          return (long) Set.copyOf(runIds).size();
        });
  }

  /** Writes a line below the note that a run has, if it has one. */
  public Tagged appendNote(Collection<String> runIds, String text) {
    return change(
        "note",
        runIds,
        change -> {
          change.tags().append(Set.copyOf(runIds), NOTE, text, by);
          var _ = change.deed().text("key", NOTE).text("value", text);
          return (long) Set.copyOf(runIds).size();
        });
  }

  private Tagged change(
      String action, Collection<String> runIds, Function<CatalogTransaction, Long> work) {
    catalog.upgrade();
    long runs =
        catalog.change(
            action,
            change -> {
              requireThere(runIds, change);
              long changed = work.apply(change);
              var _ =
                  runIds.size() > FEW
                      ? change.deed().namedElsewhere("runs", runIds)
                      : change.deed().runs("runs", runIds);
              return changed;
            });
    return new Tagged(runs, catalog.current().number());
  }

  private static void requireThere(Collection<String> runIds, CatalogTransaction change) {
    Set<String> missing = change.runs().missing(Set.copyOf(runIds));
    for (String runId : missing.isEmpty() ? List.<String>of() : runIds) {
      if (missing.contains(runId)) {
        throw new LakeException(Code.NO_RUN, "no run " + runId + " in the lake");
      }
    }
  }
}
