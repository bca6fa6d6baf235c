package tools.peak.lake.ingest;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What was refused before this pass, and which of it the pass came by. */
final class KnownRejects {
  private final Set<String> open;
  private final Set<String> seen = new HashSet<>();

  KnownRejects(Set<String> open) {
    this.open = open;
  }

  boolean contains(String id) {
    return open.contains(id);
  }

  /** It is there, whatever comes of it. */
  void saw(String id) {
    seen.add(id);
  }

  /** What is gone from the source, or holds no artifacts now: it is no reject. */
  Set<String> vanishedFrom(RunSource source) {
    return open.stream()
        .filter(id -> !seen.contains(id) && source.covers(id))
        .collect(Collectors.toSet());
  }
}
