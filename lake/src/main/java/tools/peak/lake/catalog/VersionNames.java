package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Versions that somebody gave a name: they are kept while they have it. */
public interface VersionNames {
  /**
   * A name.
   *
   * @param version the version's number
   * @param setAt when it was given
   * @param setBy by whom
   */
  record Named(String name, long version, Instant setAt, String setBy) {}

  /** All names, in their order. */
  List<Named> all();

  /** The version of a name. */
  default Optional<Named> find(String name) {
    return all().stream().filter(named -> named.name().equals(name)).findFirst();
  }

  /** The versions that nobody may take away: those that have a name. */
  default Set<Long> kept() {
    return all().stream().map(Named::version).collect(Collectors.toSet());
  }

  /** Names within a transaction. To give one is no version of the lake. */
  interface Update extends VersionNames {
    void add(Named named);

    void remove(String name);
  }
}
