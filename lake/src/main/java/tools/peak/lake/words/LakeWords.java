package tools.peak.lake.words;

import java.util.Collection;
import java.util.List;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Plans;
import tools.peak.lake.catalog.VersionNames;
import tools.peak.lake.words.KnownWords.Kind;

/**
 * What there is in a lake that can be named, found without reading its tables: run_ids and tags in
 * the catalog, the others as they were when runs were loaded. Made to be asked at every key.
 */
public final class LakeWords {
  private final Catalog catalog;
  private final KnownWords known;

  /** Of the lake of that catalog. */
  public LakeWords(Catalog catalog) {
    this.catalog = catalog;
    this.known = new KnownWords(catalog.folder().cache());
  }

  /** The first run_ids that begin so, in order. */
  public List<String> runs(String beginning, int most) {
    return typed(catalog.read(at -> at.runs().beginningWith(beginning, most)));
  }

  /** Puts what was read of all runs in the place of what was known; nothing where it can't. */
  public void replace(Kind kind, Collection<String> names) {
    known.replace(kind, names);
  }

  /** The first keys of tags, in order. */
  public List<String> tags(int most) {
    return typed(catalog.read(at -> at.tagKeys(most)));
  }

  /** Some of the values that a tag has, in order. */
  public List<String> valuesOf(String tag, int most) {
    return typed(catalog.read(at -> at.tagValues(tag, most)));
  }

  /** Those of one line, without what a terminal would obey. */
  private static List<String> typed(List<String> words) {
    return words.stream().filter(KnownWords::canBeTyped).toList();
  }

  /** The versions that have names. */
  public List<String> versions() {
    return catalog.read(
        at -> at.versionNames().all().stream().map(VersionNames.Named::name).toList());
  }

  /** The ids of plans that were made, the newest first. */
  public List<String> plans() {
    return catalog.read(at -> at.plans().all().reversed().stream().map(Plans.Plan::id).toList());
  }
}
