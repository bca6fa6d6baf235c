package tools.peak.lake.upkeep;

import java.util.Collection;
import java.util.Map;
import tools.peak.lake.catalog.CatalogMoment;
import tools.peak.lake.catalog.CatalogTransaction;

/** Who else has a say in which versions go, and who else has to forget what is gone. */
public interface Needs {
  /** Versions that must stay, and why: a name, a backup. */
  Map<Long, String> versions(CatalogMoment moment);

  /** The same within the change that takes versions away. */
  Map<Long, String> versions(CatalogTransaction change);

  /** Forgets the names of runs that no version has any more, in the change that takes the last. */
  void forget(CatalogTransaction change, Collection<String> runIds);

  /** Nobody. */
  static Needs none() {
    return new Needs() {
      @Override
      public Map<Long, String> versions(CatalogMoment moment) {
        return Map.of();
      }

      @Override
      public Map<Long, String> versions(CatalogTransaction change) {
        return Map.of();
      }

      @Override
      public void forget(CatalogTransaction change, Collection<String> runIds) {}
    };
  }
}
