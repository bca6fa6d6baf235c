package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.ingest.IngestResult;

final class LakeIngestTest {
  @TempDir Path temp;

  @Test
  void loading_the_same_folders_again_changes_nothing() throws IOException {
    Path results = temp.resolve("results");
    copy(Path.of("../../shared/samples/evidence"), results);
    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      IngestResult first =
          lake.ingest(
              java.util.List.of(results),
              tools.peak.lake.ingest.IngestOptions.DEFAULT.withSettle(java.time.Duration.ZERO),
              tools.peak.lake.ingest.IngestListener.NONE);
      System.err.println(first);
      assertThat(first.added()).isEqualTo(4);
      IngestResult second =
          lake.ingest(
              java.util.List.of(results),
              tools.peak.lake.ingest.IngestOptions.DEFAULT.withSettle(java.time.Duration.ZERO),
              tools.peak.lake.ingest.IngestListener.NONE);
      System.err.println(second);
      System.err.println(
          lake.runs()
              .where("sharpe > 0.5")
              .orderBy("sharpe desc")
              .limit(10)
              .columns("run_id", "sharpe", "params.stop_pct")
              .fetch());
      System.err.println(lake.stats("sharpe").by("strategy").fetch());
      System.err.println(lake.rejects());
      lake.snapshot()
          .tables()
          .forEach((t, s) -> System.err.println(t + " " + s.rows() + " " + s.files()));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
        to.resolve(from.relativize(file).toString()).toFile().setWritable(true);
      }
    }
  }
}
