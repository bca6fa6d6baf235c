package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.Restored;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.BackupResult;

/**
 * Kills a backup and a restore when some files are done, and at random moments. Whatever the
 * moment: earlier versions of the backup are whole, the lake is as it was, and doing it again ends
 * it.
 */
final class BackupKillTest {
  private static final int RANDOM_KILLS = Integer.getInteger("peak.kills", 40) / 8;
  private static final Duration LONGEST = Duration.ofMillis(900);

  @TempDir Path temp;
  private ChildJvm children;
  private Path results;
  private Path path;

  @BeforeEach
  void load() throws IOException {
    children = ChildJvm.in(temp.resolve("jvm"));
    results = Files.createDirectories(temp.resolve("results")).toRealPath();
    path = temp.toRealPath().resolve("lake");
    Scenario.first(results);
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(3);
    }
  }

  private Map<String, List<String>> content(Path which) {
    try (Lake lake = Lake.open(which)) {
      assertThat(lake.verify().findings()).isEmpty();
      return Scenario.content(lake, results);
    }
  }

  private static BackupResult backUp(Path lake, Backup backup) {
    try (Lake opened = Lake.open(lake)) {
      return opened.backup(backup, BackupListener.NONE);
    }
  }

  /** Runs a child until it kills itself, or for a while. */
  private void kill(String deed, Path folder, Path place, long files, long millis)
      throws IOException, InterruptedException {
    Path stderr = temp.resolve("stderr");
    Process child = children.start(BackupProcess.class, stderr, deed, folder, place, files);
    boolean ended = child.waitFor(Duration.ofMillis(millis));
    child.destroyForcibly();
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    if (files < Long.MAX_VALUE) {
      assertThat(ended).isTrue();
      assertThat(child.exitValue()).as(Files.readString(stderr)).isEqualTo(137);
    }
  }

  @Test
  void a_killed_backup_costs_no_version_and_the_next_one_ends_it() throws Exception {
    Path place = temp.resolve("place");
    try (Backup backup = Backup.at(place.toString())) {
      long first = backUp(path, backup).version();
      Scenario.second(results);
      try (Lake lake = Lake.open(path)) {
        assertThat(Probe.ingest(lake, results).added()).isEqualTo(2);
      }
      Map<String, List<String>> content = content(path);
      long files = 0;
      for (Killed killed : Killed.all(12, RANDOM_KILLS)) {
        kill("backup", path, place, killed.files(), killed.millis());

        assertThat(backup.verify(true, BackupListener.NONE).findings()).isEmpty();
        assertThat(backup.versions().getFirst().version()).isEqualTo(first);
        BackupResult again = backUp(path, backup);
        files = Math.max(files, again.copied());
        Path restored = temp.resolve("restored" + killed.number());
        var _ = Restored.to(restored, backup, OptionalLong.empty(), BackupListener.NONE);
        assertThat(content(restored)).isEqualTo(content);
        Files.delete(place.resolve(again.manifest()));
      }
      assertThat(files).as("some were killed half-way").isPositive();
      assertThat(content(path)).isEqualTo(content);
    }
  }

  @Test
  void a_killed_restore_is_no_lake_and_ends_when_it_is_run_again() throws Exception {
    Path place = temp.resolve("place");
    try (Backup backup = Backup.at(place.toString())) {
      int files = backUp(path, backup).files() - 1; // the catalog comes last
      Map<String, List<String>> content = content(path);
      for (Killed killed : Killed.all(files, RANDOM_KILLS)) {
        Path restored = temp.resolve("restored" + killed.number());
        kill("restore", restored, place, killed.files(), killed.millis());

        if (killed.files() < Long.MAX_VALUE) {
          assertThat(restored.resolve("catalog.db")).doesNotExist();
        }
        if (Files.exists(restored.resolve(".restore")) || !Files.exists(restored)) {
          var _ = Restored.to(restored, backup, OptionalLong.empty(), BackupListener.NONE);
        }
        assertThat(content(restored)).isEqualTo(content);
      }
      assertThat(backup.verify(true, BackupListener.NONE).findings()).isEmpty();
    }
  }

  /** When a child ends: after so many files, or after a while. */
  private record Killed(int number, long files, long millis) {
    static List<Killed> all(int files, int random) {
      Random moments = new Random(20_261_126);
      return IntStream.range(0, files + random)
          .mapToObj(
              i ->
                  i < files
                      ? new Killed(i, i + 1L, 60_000)
                      : new Killed(i, Long.MAX_VALUE, 200 + moments.nextLong(LONGEST.toMillis())))
          .toList();
    }
  }
}
