package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;

/** Several processes work on one lake at once. */
final class ConcurrencyTest {
  private static final int RUNS_A_BATCH = 2;
  private static final int POINTS = 3;
  private static final int TRADES = 2;
  private static final int ARTIFACTS = 5;

  @TempDir static Path temp;
  private static ChildJvm children;

  @BeforeAll
  static void prepare() {
    children = ChildJvm.in(temp.resolve("jvm"));
  }

  /** A process that loads and waits for its cue. */
  private record Loader(Process process, Path stderr) {
    void begin() throws IOException {
      process.getOutputStream().write('g');
      process.getOutputStream().flush();
    }

    long added() throws IOException, InterruptedException {
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      assertThat(exit).as(Files.readString(stderr)).isZero();
      return Long.parseLong(answer);
    }
  }

  private Loader loader(Path lake, String name, Path... roots) throws IOException {
    return loader(children, lake, name, roots);
  }

  private static Loader loader(ChildJvm children, Path lake, String name, Path... roots)
      throws IOException {
    List<Object> arguments = new ArrayList<>(List.of(lake));
    arguments.addAll(List.of(roots));
    Path stderr = temp.resolve(name + ".stderr");
    Process process = children.start(LoadProcess.class, stderr, arguments.toArray());
    assertThat(process.getInputStream().read()).as(Files.readString(stderr)).isEqualTo('r');
    return new Loader(process, stderr);
  }

  private Path batches(String name, int count) {
    Path root = temp.resolve(name);
    for (int batch = 0; batch < count; batch++) {
      for (int run = 0; run < RUNS_A_BATCH; run++) {
        String id = name + "-" + batch + "-" + run;
        Chain.of(id).equity(POINTS).trades(TRADES).writeTo(root.resolve(batch + "/" + id));
      }
    }
    return root;
  }

  @Test
  void a_reader_sees_whole_batches_while_two_processes_load(TestReporter reporter)
      throws Exception {
    int batches = 100;
    int answers = 1_000;
    Path path = temp.resolve("lake");
    Loader first = loader(path, "first", batches("one", batches));
    Loader second = loader(path, "second", batches("two", batches));
    int whileLoading = 0;
    long versions = 0;
    try (Lake lake = Lake.openOrCreate(path);
        Readings readings = new Readings()) {
      long start = lake.version();
      first.begin();
      second.begin();
      for (int i = 0; i < answers || first.process().isAlive() || second.process().isAlive(); i++) {
        View snapshot = Probe.snapshot(lake);
        assertWhole(readings.rows(snapshot), snapshot.version());
        if (first.process().isAlive() || second.process().isAlive()) {
          whileLoading++;
        }
      }
      versions = lake.version() - start;
      assertThat(first.added() + second.added()).isEqualTo(2L * batches * RUNS_A_BATCH);
      assertThat(versions).isGreaterThanOrEqualTo(2L * batches);
      assertThat(Probe.runs(lake)).hasSize(2 * batches * RUNS_A_BATCH);
      assertThat(lake.verify().findings()).isEmpty();
    }
    reporter.publishEntry(
        Map.of("commits", Long.toString(versions), "answers meanwhile", "" + whileLoading));
  }

  private static void assertWhole(Map<LakeTable, Long> rows, long version) {
    long runs = rows.getOrDefault(LakeTable.RUNS, -1L);
    assertThat(rows)
        .as("version %d", version)
        .containsEntry(LakeTable.EQUITY, runs * POINTS)
        .containsEntry(LakeTable.TRADES, runs * TRADES)
        .containsEntry(LakeTable.ARTIFACTS, runs * ARTIFACTS)
        .as("what the batches say that they brought")
        .containsEntry(LakeTable.INGESTS, runs);
  }

  @Test
  void two_processes_that_bring_new_metrics_lose_none() throws Exception {
    int passes = 20;
    Path path = temp.resolve("metrics-lake");
    List<Path> roots = new ArrayList<>();
    for (String who : List.of("left", "right")) {
      Path root = temp.resolve(who);
      for (int i = 0; i < passes; i++) {
        Chain.bare(who + i)
            .stat(who + "_" + i, Integer.toString(i))
            .writeTo(root.resolve(String.format(Locale.ROOT, "%03d/run", i)));
      }
      roots.add(root);
    }
    Loader left = loader(path, "left", roots.get(0));
    Loader right = loader(path, "right", roots.get(1));
    left.begin();
    right.begin();
    assertThat(left.added()).isEqualTo(passes);
    assertThat(right.added()).isEqualTo(passes);

    try (Lake lake = Lake.open(path)) {
      Map<String, Map<String, @Nullable Object>> runs = Probe.runs(lake);
      for (int i = 0; i < passes; i++) {
        assertThat(runs.get("left" + i)).containsEntry("left_" + i, (double) i);
        assertThat(runs.get("right" + i)).containsEntry("right_" + i, (double) i);
      }
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void eight_processes_that_load_overlapping_halves_load_every_run_once(TestReporter reporter)
      throws Exception {
    int processes = 8;
    int parts = 8;
    int runsAPart = 50;
    List<Path> roots = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      Path root = temp.resolve("part" + part);
      for (int run = 0; run < runsAPart; run++) {
        String id = "p" + part + "-" + run;
        Chain.of(id).writeTo(root.resolve("runs").resolve(id));
      }
      roots.add(root);
    }
    double alone = seconds("alone", List.of(roots));
    List<List<Path>> halves = new ArrayList<>();
    for (int process = 0; process < processes; process++) {
      List<Path> half = new ArrayList<>();
      for (int i = 0; i < parts / 2; i++) {
        half.add(roots.get((process + i) % parts));
      }
      halves.add(half);
    }

    double together = seconds("together", halves);

    try (Lake lake = Lake.open(temp.resolve("together"))) {
      assertThat(Probe.runs(lake)).hasSize(parts * runsAPart);
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(Probe.rejects(lake)).isEmpty();
    }
    reporter.publishEntry(
        "seconds",
        String.format(
            Locale.ROOT,
            "one process %.2f, eight %.2f, ratio %.2f",
            alone,
            together,
            together / alone));
  }

  @Test
  void processes_that_change_turns_all_the_time_load_every_run_once() throws Exception {
    List<Path> roots = new ArrayList<>();
    for (String name : List.of("odd", "even")) {
      Path root = temp.resolve(name);
      for (int run = 0; run < 300; run++) {
        String id = name + run;
        Chain.bare(id).writeTo(root.resolve("runs").resolve(id));
      }
      roots.add(root);
    }
    ChildJvm hasty = children.with("-Dpeak.ingest.lock.millis=0");
    Path path = temp.resolve("turns");
    List<Loader> loaders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      loaders.add(loader(hasty, path, "turn" + i, roots.get(i % 2), roots.get((i + 1) % 2)));
    }
    for (Loader loader : loaders) {
      loader.begin();
    }
    long added = 0;
    for (Loader loader : loaders) {
      added += loader.added();
    }

    assertThat(added).isEqualTo(600);
    try (Lake lake = Lake.open(path)) {
      assertThat(Probe.runs(lake)).hasSize(600);
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  /** Loads into a lake of that name; from the cue until the last one is done. */
  private double seconds(String lake, List<List<Path>> rootsOfEach) throws Exception {
    List<Loader> loaders = new ArrayList<>();
    for (List<Path> roots : rootsOfEach) {
      loaders.add(loader(temp.resolve(lake), lake + loaders.size(), roots.toArray(Path[]::new)));
    }
    long began = System.nanoTime();
    for (Loader loader : loaders) {
      loader.begin();
    }
    long added = 0;
    for (Loader loader : loaders) {
      added += loader.added();
    }
    assertThat(added).isEqualTo(distinctFolders(rootsOfEach));
    return (System.nanoTime() - began) / 1e9;
  }

  private static long distinctFolders(List<List<Path>> rootsOfEach) throws IOException {
    long count = 0;
    for (Path root : rootsOfEach.stream().flatMap(List::stream).distinct().toList()) {
      try (Stream<Path> runs = Files.list(root.resolve("runs"))) {
        count += runs.count();
      }
    }
    return count;
  }
}
