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
      IngestResult first = lake.ingest(results);
      System.err.println(first);
      assertThat(first.added()).isEqualTo(4);
      IngestResult second = lake.ingest(results);
      System.err.println(second);
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
