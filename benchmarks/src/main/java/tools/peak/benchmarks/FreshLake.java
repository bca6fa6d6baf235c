package tools.peak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.lake.Lake;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;

/** A first ingest: into a lake that was not there before. */
final class FreshLake {
  private FreshLake() {}

  /** Measures it; the lake stays until the next one. */
  static Measured load(Path lake, Path results, IngestOptions options, int runs) throws Exception {
    delete(lake);
    return Measured.of(
        () -> {
          try (Lake open = Lake.openOrCreate(lake)) {
            long added = open.ingest(List.of(results), options, IngestListener.NONE).added();
            if (added != runs) {
              throw new IllegalStateException(added + " runs added, not " + runs);
            }
          }
        });
  }

  private static void delete(Path lake) throws IOException {
    if (Files.exists(lake)) {
      try (Stream<Path> files = Files.walk(lake)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
