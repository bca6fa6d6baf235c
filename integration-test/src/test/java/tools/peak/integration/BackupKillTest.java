package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.StoppedObjects;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.Backups;
import tools.peak.storage.object.FolderObjects;

/**
 * Kills a process that backs up a lake, prunes the backup and restores it, between two questions to
 * the backup's place and at random moments ({@code -P stress} for more of those). Whatever the
 * moment: what the backup has is whole, the lake is as it was, and the same commands again finish
 * it.
 */
final class BackupKillTest {
  private static final int RANDOM_KILLS = Integer.getInteger("peak.kills", 16);
  private static final int BETWEEN = 7;
  private static final int CHILDREN_AT_ONCE = 2;
  private static final int NEVER = 1_000_000;

  @TempDir Path temp;
  private Path lakeFolder = Path.of("unset");
  private Path results = lakeFolder;
  private Map<String, List<String>> content = Map.of();

  @Test
  void a_killed_backup_or_restore_leaves_all_whole_and_is_finished_by_the_next() throws Exception {
    results = Files.createDirectories(temp.resolve("results")).toRealPath();
    lakeFolder = temp.toRealPath().resolve("lake");
    Scenario.first(results);
    try (Lake lake = Lake.openOrCreate(lakeFolder)) {
      Probe.ingest(lake, results);
      var _ = lake.backup(new FolderObjects(temp.resolve("earlier")), BackupListener.NONE);
      Scenario.second(results);
      Probe.ingest(lake, results);
      content = Scenario.content(lake, results);
    }
    ChildJvm children = ChildJvm.in(temp.resolve("jvm"));
    int questions = questions();
    long micros = duration(children);
    List<Callable<Boolean>> kills = new ArrayList<>();
    for (int i = 0; i < questions; i += BETWEEN) {
      int answered = i;
      Path folder = temp.resolve("question" + i);
      kills.add(() -> survives(children, folder, answered, Duration.ofMinutes(2)));
    }
    Random random = new Random(20_261_126);
    for (int i = 0; i < RANDOM_KILLS; i++) {
      Duration after = Duration.ofNanos((long) (random.nextDouble() * micros * 1_000));
      Path folder = temp.resolve("time" + i);
      kills.add(() -> survives(children, folder, NEVER, after));
    }
    int killed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(CHILDREN_AT_ONCE)) {
      for (Future<Boolean> kill : threads.invokeAll(kills)) {
        killed += kill.get() ? 1 : 0;
      }
    }
    assertThat(killed).as("most were killed before they were done").isGreaterThan(kills.size() / 2);
  }

  /** How often the place is asked in all of it. */
  private int questions() throws IOException {
    Path backup = backup(temp.resolve("peace"));
    StoppedObjects store = new StoppedObjects(new FolderObjects(backup), NEVER);
    try (Lake lake = Lake.open(lakeFolder)) {
      var _ = lake.backup(store, BackupListener.NONE);
    }
    var _ = Lake.backups(store).prune(1, "");
    var _ =
        Lake.backups(store)
            .restore(temp.resolve("peace/lake"), OptionalLong.empty(), BackupListener.NONE);
    return NEVER - store.left();
  }

  /** A backup of the lake as it was earlier. */
  private Path backup(Path folder) throws IOException {
    Path from = temp.resolve("earlier");
    Path to = folder.resolve("backup");
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
    return to;
  }

  /** How long a child needs, in microseconds; it also leaves the archive of its classes. */
  private long duration(ChildJvm children) throws IOException, InterruptedException {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 2; i++) {
      Path folder = temp.resolve("whole" + i);
      Process child = begun(children, folder, NEVER);
      long began = System.nanoTime();
      assertThat(child.getInputStream().read()).as(errors(folder)).isEqualTo('d');
      shortest = Math.min(shortest, (System.nanoTime() - began) / 1_000);
      assertThat(child.waitFor()).as(errors(folder)).isZero();
    }
    return shortest;
  }

  private Process begun(ChildJvm children, Path folder, int answered) throws IOException {
    Path backup = backup(folder);
    Process child =
        children.start(
            BackupProcess.class,
            folder.resolve("stderr"),
            lakeFolder,
            backup,
            folder.resolve("restored"),
            answered);
    assertThat(child.getInputStream().read()).as(errors(folder)).isEqualTo('r');
    child.getOutputStream().write('g');
    child.getOutputStream().flush();
    return child;
  }

  private static String errors(Path folder) throws IOException {
    Path stderr = folder.resolve("stderr");
    return Files.exists(stderr) ? Files.readString(stderr) : "";
  }

  /** Whether the child was killed before its end; fails if something did not survive. */
  private boolean survives(ChildJvm children, Path folder, int answered, Duration after)
      throws IOException, InterruptedException {
    Process child = begun(children, folder, answered);
    boolean ended = child.waitFor(after);
    child.destroyForcibly();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String when = answered + " " + after;
    if (answered < NEVER) {
      assertThat(child.exitValue()).as("%s %s", when, errors(folder)).isEqualTo(137);
    }
    FolderObjects store = new FolderObjects(folder.resolve("backup"));
    Backups backups = Lake.backups(store);
    assertThat(backups.verify(true, BackupListener.NONE).findings()).as(when).isEmpty();
    assertThat(backups.list()).as(when).isNotEmpty();

    try (Lake lake = Lake.open(lakeFolder)) {
      var _ = lake.backup(store, BackupListener.NONE);
    }
    assertThat(backups.prune(1, "").kept()).as(when).hasSize(1);
    Path restored = folder.resolve("restored");
    if (!isLake(restored)) {
      var _ = backups.restore(restored, OptionalLong.empty(), BackupListener.NONE);
    }
    assertThat(backups.verify(true, BackupListener.NONE).findings()).as(when).isEmpty();
    try (Lake lake = Lake.open(restored)) {
      assertThat(lake.verify().findings()).as(when).isEmpty();
      assertThat(Scenario.content(lake, results)).as(when).isEqualTo(content);
    }
    return answered < NEVER || !ended;
  }

  /** A restore that was done before the kill. */
  private static boolean isLake(Path folder) {
    return Files.exists(folder.resolve("catalog.db"))
        && !Files.exists(folder.resolve(".restoring.json"));
  }
}
