package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;

/** Copies of the runs: made by several at once, killed, damaged, and given up. */
final class WarmTest {
  /** DuckDB keeps its data in blocks of this size, behind three headers. */
  private static final int BLOCK = 256 << 10;

  private static final int HEADERS = 3 * 4096;
  private static final String UNFINISHED =
      ".runs-00000000-0000-0000-0000-000000000000.duckdb"
          + "-11111111-1111-1111-1111-111111111111.new";

  @TempDir Path temp;
  private Path path;
  private Path cache;

  @BeforeEach
  void load() throws IOException {
    Path results = Files.createDirectory(temp.resolve("results")).toRealPath();
    for (int i = 0; i < 30; i++) {
      Chain.of("run" + i).stat("sharpe", Integer.toString(i)).writeTo(results.resolve("r" + i));
    }
    path = temp.toRealPath().resolve("lake");
    cache = path.resolve("cache");
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(30);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> !file.endsWith("words")).toList();
    }
  }

  private static List<Object> answers(Lake lake) {
    return List.of(
        lake.runs().columns("run_id", "sharpe", "symbol").orderBy("sharpe").fetch().rows(),
        lake.runs().where("sharpe > 3 and params.fast > 0").count(),
        lake.stats("sharpe").by("strategy").fetch().rows(),
        lake.runs().orderBy("sharpe desc").limit(5).fetch().rows());
  }

  @Test
  void several_at_once_leave_one_copy() throws Exception {
    int lakes = 4;
    try (ExecutorService threads = Executors.newFixedThreadPool(lakes)) {
      List<Callable<Long>> warming = new ArrayList<>();
      for (int i = 0; i < lakes; i++) {
        warming.add(
            () -> {
              try (Lake lake = Lake.open(path)) {
                return lake.warm();
              }
            });
      }
      for (Future<Long> bytes : threads.invokeAll(warming)) {
        assertThat(bytes.get()).isPositive();
      }
    }

    assertThat(files()).hasSize(1);
  }

  @Test
  void what_a_killed_one_left_goes_with_the_next() throws IOException {
    Files.delete(cache.resolve("words"));
    Files.createFile(cache.resolve(UNFINISHED));
    Files.createFile(cache.resolve(UNFINISHED + ".wal"));
    try (Lake lake = Lake.open(path)) {
      long _ = lake.warm();
      assertThat(files()).hasSize(1);

      Files.createFile(cache.resolve(UNFINISHED));
      lake.cool();
      assertThat(cache).doesNotExist();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_lake_that_stays_open_gives_the_copy_before_back() throws IOException {
    try (Lake reader = Lake.open(path);
        Lake warming = Lake.open(path)) {
      List<Object> cold = answers(reader);
      long _ = warming.warm();
      assertThat(answers(reader)).isEqualTo(cold);
      assertThat(open()).hasSize(1);
      long _ = warming.warm();
      assertThat(open()).singleElement().asString().endsWith("(deleted)");

      assertThat(answers(reader)).isEqualTo(cold);

      assertThat(open()).singleElement().asString().doesNotEndWith("(deleted)");
      warming.cool();
      assertThat(answers(reader)).isEqualTo(cold);
      assertThat(open()).isEmpty();
    }
  }

  /** The copies that this process has open. */
  private List<String> open() throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles
          .map(WarmTest::target)
          .filter(target -> target.startsWith(cache.toString()))
          .distinct()
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  @Test
  void wherever_a_copy_is_damaged_the_tables_answer() throws IOException {
    List<Object> cold;
    try (Lake lake = Lake.open(path)) {
      cold = answers(lake);
      long _ = lake.warm();
      assertThat(answers(lake)).isEqualTo(cold);
    }
    Path copy = files().getFirst();
    byte[] whole = Files.readAllBytes(copy);
    assertThat(whole.length).isGreaterThan(HEADERS + 2 * BLOCK);
    for (int at = HEADERS + 5_000; at < whole.length; at += BLOCK) {
      byte[] damaged = whole.clone();
      for (int i = at; i < Math.min(whole.length, at + 64); i++) {
        damaged[i] ^= 0x55;
      }
      Files.write(copy, damaged);
      try (Lake lake = Lake.open(path)) {
        assertThat(answers(lake)).as("damage at %d", at).isEqualTo(cold);
        assertThat(answers(lake)).as("damage at %d, again", at).isEqualTo(cold);
      } catch (LakeException e) {
        throw new AssertionError("damage at " + at, e);
      }
    }
  }
}
