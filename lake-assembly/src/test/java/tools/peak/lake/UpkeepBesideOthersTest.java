package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.retention.Age;
import tools.peak.lake.upkeep.Upkeep;

/** Upkeep of the sharpest kind, while others load, ask and verify. */
final class UpkeepBesideOthersTest {
  private static final int BATCHES = 12;
  private static final Age AT_ONCE = Age.parse("0d").orElseThrow();

  @TempDir Path temp;

  @Test
  void nobody_loses_anything_and_no_answer_is_half_of_one() throws Exception {
    Path results = Files.createDirectory(temp.resolve("results"));
    Path path = temp.resolve("lake");
    load(path, results, 0);
    AtomicBoolean isLoaded = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Future<Boolean> loading =
          threads.submit(
              () -> {
                try {
                  for (int i = 1; i < BATCHES; i++) {
                    load(path, results, i);
                  }
                } finally {
                  isLoaded.set(true);
                }
                return true;
              });
      Future<Long> asking = threads.submit(() -> ask(path, isLoaded));
      Future<Boolean> verifying = threads.submit(() -> verify(path));
      long expired = 0;
      try (Lake lake = Lake.open(path)) {
        Upkeep upkeep = lake.upkeep();
        while (!isLoaded.get()) {
          expired += upkeep.expire(upkeep.planExpiry(AT_ONCE, 1).id()).versions();
          var _ = upkeep.deleteOrphans(upkeep.planOrphans(Age.parse("1d").orElseThrow()).id());
        }
      }
      assertThat(loading.get()).isTrue();
      assertThat(verifying.get()).isTrue();
      assertThat(asking.get()).isPositive();
      assertThat(expired).isPositive();
    }
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.runs().count()).isEqualTo(BATCHES + 1);
      assertThat(lake.verify().findings()).isEmpty();
      var _ = lake.upkeep().expire(lake.upkeep().planExpiry(AT_ONCE, 1).id());
      assertThat(lake.upkeep().planOrphans(AT_ONCE).files()).isEmpty();
    }
  }

  /** A run comes and another changes. */
  private static void load(Path path, Path results, int batch) {
    Path _ = Chain.of("r" + batch).equity(4).trades(2).writeTo(results.resolve("r" + batch));
    Path _ =
        Chain.of("changing")
            .stat("sharpe", Integer.toString(batch))
            .equity(3 + batch)
            .writeTo(results.resolve("changing"));
    try (Lake lake = Lake.openOrCreate(path)) {
      var _ = Probe.ingest(lake, results);
    }
  }

  /** The version that answers may go between being found and being read, and is told then. */
  private static long ask(Path path, AtomicBoolean isLoaded) {
    long answers = 0;
    try (Lake lake = Lake.open(path)) {
      while (!isLoaded.get()) {
        try {
          List<String> ids =
              lake.runs().columns("run_id").fetch().rows().stream()
                  .map(row -> String.valueOf(row.getFirst()))
                  .toList();
          assertThat(ids).contains("changing").doesNotHaveDuplicates();
          answers++;
        } catch (LakeException e) {
          assertThat(e.code()).as(e.getMessage()).isEqualTo(LakeException.Code.BUSY);
        }
      }
    }
    return answers;
  }

  /** Not all the time: nothing expires meanwhile. */
  private static boolean verify(Path path) {
    try (Lake lake = Lake.open(path)) {
      for (int i = 0; i < 3; i++) {
        assertThat(lake.verify().findings()).isEmpty();
      }
    }
    return true;
  }
}
