package tools.peak.lake.history;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import tools.peak.lake.catalog.CatalogMoment;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.VersionNames;
import tools.peak.lake.upkeep.Needs;

/** Versions that have a name stay, and the audit forgets the names of runs that are gone. */
public final class NamedVersions implements Needs {
  @Override
  public Map<Long, String> versions(CatalogMoment moment) {
    return reasons(moment.versionNames());
  }

  @Override
  public Map<Long, String> versions(CatalogTransaction change) {
    return reasons(change.versionNames());
  }

  private static Map<Long, String> reasons(VersionNames names) {
    Map<Long, String> reasons = new TreeMap<>();
    for (VersionNames.Named named : names.all()) {
      reasons.merge(
          named.version(), "it is named " + named.name(), (one, other) -> one + ", " + other);
    }
    return reasons;
  }

  @Override
  public void forget(CatalogTransaction change, Collection<String> runIds) {
    long _ = change.audit().forget(runIds);
  }
}
