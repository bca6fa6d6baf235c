package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.FailPoint;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.Probe;

/**
 * Kills a process that makes and loads a lake, deletes a run of it, takes that back and looks after
 * the lake's files, at every named moment and at random ones ({@code -P stress} for all and more of
 * those). Whatever the moment: the lake is whole, the next pass completes the rest, and the result
 * equals a lake that was loaded in peace.
 */
final class KillTest {
  private static final int RANDOM_KILLS = Integer.getInteger("peak.kills", 30);
  private static final int CHILDREN_AT_ONCE = 2;

  /** The story reaches some kinds of moments dozens of times; so many are tried, evenly spread. */
  private static final int NAMED_OF_A_KIND = Integer.getInteger("peak.kills", 12);

  @TempDir Path temp;

  /** Where a child ends: at the n-th milestone of a kind, or after a while. */
  private sealed interface Point {
    record At(FailPoint milestone, int number) implements Point {}

    record After(long micros) implements Point {}
  }

  @Test
  void a_killed_process_leaves_a_whole_lake_that_the_next_pass_completes() throws Exception {
    Map<FailPoint, Integer> counts = new EnumMap<>(FailPoint.class);
    Map<String, List<String>> peace = inPeace(counts);
    ChildJvm children = ChildJvm.in(temp.resolve("jvm"));
    long micros = duration(children);
    List<Point> points = new ArrayList<>();
    counts.forEach(
        (milestone, count) -> {
          int most = Math.min(count, NAMED_OF_A_KIND);
          for (int i = 0; i < most; i++) {
            points.add(new Point.At(milestone, i * count / most));
          }
        });
    int named = points.size();
    Random random = new Random(20_261_124);
    for (int i = 0; i < RANDOM_KILLS; i++) {
      points.add(new Point.After((long) (random.nextDouble() * micros)));
    }
    assertThat(points.size()).isGreaterThanOrEqualTo(60);
    assertThat(counts.keySet()).as("every kind of moment").containsExactly(FailPoint.values());

    try (ExecutorService threads = Executors.newFixedThreadPool(CHILDREN_AT_ONCE)) {
      List<Callable<Boolean>> kills = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        Point point = points.get(i);
        Path folder = temp.resolve("kill" + i);
        kills.add(() -> survives(children, folder, point, peace));
      }
      int halfWay = 0;
      for (Future<Boolean> kill : threads.invokeAll(kills)) {
        halfWay += kill.get() ? 1 : 0;
      }
      assertThat(halfWay).as("most were killed before they were done").isGreaterThan(named - 10);
    }
  }

  /** What the story comes to, and how often each milestone is reached in it. */
  private Map<String, List<String>> inPeace(Map<FailPoint, Integer> counts) throws IOException {
    Path results = Files.createDirectories(temp.resolve("peace/results")).toRealPath();
    Scenario.first(results);
    EnumMap<FailPoint, AtomicInteger> reached = new EnumMap<>(FailPoint.class);
    for (FailPoint milestone : FailPoint.values()) {
      reached.put(milestone, new AtomicInteger());
    }
    try (Lake lake =
        Probe.open(
            temp.resolve("peace/lake"),
            Clock.systemUTC(),
            milestone -> reached.getOrDefault(milestone, new AtomicInteger()).incrementAndGet())) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(3);
      Scenario.second(results);
      assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);
      Scenario.undoIngest(lake, results);
      Scenario.deleteAndUndo(lake);
      Scenario.compact(lake);
      Scenario.maintain(lake);
      reached.forEach((milestone, count) -> counts.put(milestone, count.get()));
      assertThat(lake.verify().findings()).isEmpty();
      return Scenario.content(lake, results);
    }
  }

  /** How long a child needs, in microseconds; it also leaves the archive of its classes. */
  private long duration(ChildJvm children) throws IOException, InterruptedException {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 2; i++) {
      Path folder = Files.createDirectories(temp.resolve("whole" + i));
      Process child = story(children, folder, "none", 0);
      long began = System.nanoTime();
      assertThat(child.getInputStream().read()).as(errors(folder)).isEqualTo('d');
      shortest = Math.min(shortest, (System.nanoTime() - began) / 1_000);
      int exit = child.waitFor();
      assertThat(exit).as(errors(folder)).isZero();
    }
    return shortest;
  }

  /** A child that has been told to begin. */
  private static Process story(ChildJvm children, Path folder, String milestone, int number)
      throws IOException {
    Path results = Files.createDirectories(folder.resolve("results")).toRealPath();
    Scenario.first(results);
    Process child =
        children.start(
            StoryProcess.class,
            folder.resolve("stderr"),
            folder.resolve("lake"),
            results,
            milestone,
            number);
    assertThat(child.getInputStream().read()).as(errors(folder)).isEqualTo('r');
    child.getOutputStream().write('g');
    child.getOutputStream().flush();
    return child;
  }

  private static String errors(Path folder) throws IOException {
    Path stderr = folder.resolve("stderr");
    return Files.exists(stderr) ? Files.readString(stderr) : "";
  }

  /** Whether the child was killed before its end; fails if the lake did not survive. */
  private static boolean survives(
      ChildJvm children, Path folder, Point point, Map<String, List<String>> peace)
      throws IOException, InterruptedException {
    boolean killed =
        switch (point) {
          case Point.At(FailPoint milestone, int number) -> {
            Process child = story(children, folder, milestone.name(), number);
            assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as("%s %s", point, errors(folder)).isEqualTo(137);
            yield true;
          }
          case Point.After(long micros) -> {
            Process child = story(children, folder, "none", 0);
            boolean ended = child.waitFor(Duration.ofNanos(micros * 1_000));
            child.destroyForcibly();
            assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
            yield !ended;
          }
        };
    Path path = folder.resolve("lake");
    Path results = folder.resolve("results").toRealPath();
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.verify().findings()).as(point.toString()).isEmpty();
    } catch (LakeException e) {
      assertThat(e.code()).as(point.toString()).isEqualTo(LakeException.Code.NO_LAKE);
    }
    Scenario.second(results);
    try (Lake lake = Lake.openOrCreate(path)) {
      Probe.ingest(lake, results);
      Scenario.undo(lake);
      Scenario.compact(lake);
      Scenario.maintain(lake);
      assertThat(Scenario.needless(lake)).as(point.toString()).isZero();
      assertThat(lake.verify().findings()).as(point.toString()).isEmpty();
      assertThat(Scenario.content(lake, results)).as(point.toString()).isEqualTo(peace);
    }
    return killed;
  }
}
