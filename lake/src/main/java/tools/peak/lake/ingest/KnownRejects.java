package tools.peak.lake.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The folders that were refused before this pass, and which of them it came by. */
final class KnownRejects {
  private final Set<String> open;
  private final Set<String> seen = new HashSet<>();
  private final List<Path> unreadable = new ArrayList<>();

  KnownRejects(Set<String> open) {
    this.open = open;
  }

  boolean contains(String path) {
    return open.contains(path);
  }

  /** The folder is there, whatever comes of it. */
  void saw(String path) {
    seen.add(path);
  }

  /** The folder is there, and nothing is known of what lies below it. */
  void sawUnreadable(String path) {
    seen.add(path);
    unreadable.add(Path.of(path));
  }

  /** Those below the roots that are gone, or hold no artifacts now: they are no rejects. */
  Set<String> vanished(List<Path> roots) {
    return open.stream()
        .filter(path -> !seen.contains(path))
        .filter(path -> roots.stream().anyMatch(Path.of(path)::startsWith))
        .filter(path -> unreadable.stream().noneMatch(Path.of(path)::startsWith))
        .collect(Collectors.toSet());
  }
}
