package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.Probe;

/**
 * Kills a process that relocates a lake, at random moments ({@code -P stress} for more of them).
 * Whatever the moment: the lake is as it was, which is refused by name, or all of the new place;
 * and the same command again finishes it.
 */
final class RelocateKillTest {
  private static final int KILLS = Integer.getInteger("peak.kills", 20);

  @TempDir Path temp;

  @Test
  void a_killed_relocation_leaves_the_lake_as_it_was_or_moves_all_of_it() throws Exception {
    Path results = Files.createDirectories(temp.resolve("results")).toRealPath();
    Path original = temp.toRealPath().resolve("lake");
    Map<String, List<String>> content;
    Scenario.first(results);
    try (Lake lake = Lake.openOrCreate(original)) {
      Probe.ingest(lake, results);
      Scenario.second(results);
      Probe.ingest(lake, results);
      Scenario.deleteAndUndo(lake);
      content = Scenario.content(lake, results);
    }
    ChildJvm children = ChildJvm.in(temp.resolve("jvm"));
    long micros = Math.min(duration(children, original, 0), duration(children, original, 1));
    Random random = new Random(20_261_127);
    int halfWay = 0;
    for (int i = 0; i < KILLS; i++) {
      Path copy = copy(original, temp.resolve("kill" + i));
      Process child = begun(children, copy, temp.resolve("stderr" + i));
      boolean ended =
          child.waitFor(Duration.ofNanos((long) (random.nextDouble() * micros * 1_000)));
      child.destroyForcibly();
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
      halfWay += ended ? 0 : 1;
      requireWholeOrRefused(copy);
      var _ = Lake.relocate(copy);
      try (Lake lake = Lake.open(copy)) {
        assertThat(lake.verify().findings()).as("kill %s", i).isEmpty();
        assertThat(Scenario.content(lake, results)).as("kill %s", i).isEqualTo(content);
      }
    }
    assertThat(halfWay).as("some were killed before they were done").isPositive();
    try (Lake lake = Lake.open(original)) {
      assertThat(lake.verify().findings()).as("the original").isEmpty();
    }
  }

  private static void requireWholeOrRefused(Path lake) {
    try (Lake moved = Lake.open(lake)) {
      assertThat(moved.verify().findings()).isEmpty();
    } catch (LakeException e) {
      assertThat(e).hasMessageContaining("relocate");
    }
  }

  /** How long a child needs, in microseconds; it also leaves the archive of its classes. */
  private long duration(ChildJvm children, Path original, int number)
      throws IOException, InterruptedException {
    Path stderr = temp.resolve("whole-stderr" + number);
    Process child = begun(children, copy(original, temp.resolve("whole" + number)), stderr);
    long began = System.nanoTime();
    assertThat(child.getInputStream().read()).as(Files.readString(stderr)).isEqualTo('d');
    long micros = (System.nanoTime() - began) / 1_000;
    assertThat(child.waitFor()).isZero();
    return micros;
  }

  private static Process begun(ChildJvm children, Path lake, Path stderr) throws IOException {
    Process child = children.start(RelocateProcess.class, stderr, lake);
    assertThat(child.getInputStream().read()).as(Files.readString(stderr)).isEqualTo('r');
    child.getOutputStream().write('g');
    child.getOutputStream().flush();
    return child;
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return to.toRealPath();
  }
}
