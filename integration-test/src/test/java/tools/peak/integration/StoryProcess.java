package tools.peak.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;

/**
 * Lives the {@link Scenario} in a lake, and may end at once at a milestone. Arguments: lake,
 * results, milestone or {@code none}, how many of that kind are reached before the end.
 */
final class StoryProcess {
  private static final int KILLED = 137;

  private StoryProcess() {}

  public static void main(String[] args) throws IOException {
    Path results = Path.of(args[1]);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(args[3]));
    System.out.write('r');
    System.out.flush();
    if (System.in.read() < 0) { // the parent says when
      return;
    }
    try (Lake lake =
        Probe.open(
            Path.of(args[0]),
            Clock.systemUTC(),
            milestone -> end(milestone.name().equals(args[2]), left))) {
      Probe.ingest(lake, results);
      Scenario.second(results);
      Probe.ingest(lake, results);
      Scenario.undoIngest(lake, results);
      Scenario.deleteAndUndo(lake);
      Scenario.compact(lake);
      Scenario.maintain(lake);
    }
    System.out.write('d');
    System.out.flush();
  }

  private static void end(boolean counts, AtomicInteger left) {
    if (counts && left.decrementAndGet() < 0) {
      Runtime.getRuntime().halt(KILLED); // no shutdown hooks, no flush, no close
    }
  }
}
