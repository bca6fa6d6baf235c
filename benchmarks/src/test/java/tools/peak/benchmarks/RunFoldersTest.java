package tools.peak.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;

final class RunFoldersTest {
  private static final long RUNS = 150;

  @TempDir Path temp;

  @Test
  void every_folder_of_every_producer_loads() throws IOException {
    RunFolders.seeded(1).write(temp.resolve("results"), 0, RUNS);
    assertThat(ingest().added()).isEqualTo(RUNS);
  }

  @Test
  void broken_folders_are_refused_and_no_others() throws IOException {
    RunFolders folders = RunFolders.seeded(1).withBroken(200);
    folders.write(temp.resolve("results"), 0, RUNS);
    long broken = LongStream.range(0, RUNS).filter(folders::isBroken).count();
    IngestResult result = ingest();
    assertThat(broken).isBetween(10L, 60L);
    assertThat(result.rejected()).isEqualTo(broken);
    assertThat(result.added()).isEqualTo(RUNS - broken);
  }

  @Test
  void the_same_seed_gives_the_same_bytes() throws IOException {
    RunFolders.seeded(7).write(temp.resolve("a"), 0, 20);
    RunFolders.seeded(7).write(temp.resolve("b"), 0, 20);
    assertThat(sizes(temp.resolve("a"))).isEqualTo(sizes(temp.resolve("b"))).hasSizeGreaterThan(60);
  }

  @Test
  void a_long_curve_has_as_many_points_as_asked_for() throws IOException {
    RunFolders folders = RunFolders.seeded(1);
    folders.writeLong(temp.resolve("results"), 3, 10_000);
    Path curve = temp.resolve("results").resolve(folders.runId(3)).resolve("equity.csv");
    assertThat(Files.readAllLines(curve)).hasSize(10_001);
    assertThat(ingest().added()).isEqualTo(1);
  }

  private IngestResult ingest() {
    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      return lake.ingest(
          List.of(temp.resolve("results")),
          IngestOptions.DEFAULT.withSettle(Duration.ZERO),
          IngestListener.NONE);
    }
  }

  private static Map<String, Long> sizes(Path root) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(root.relativize(file).toString(), Files.size(file));
      }
    }
    return sizes;
  }
}
