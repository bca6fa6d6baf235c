package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;

/** Somebody presses Ctrl-C: the command interrupts the thread of the pass. */
final class InterruptTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(
      value = FailPoint.class,
      names = {
        "BEFORE_COPY",
        "AFTER_COPY",
        "BEFORE_METADATA",
        "AFTER_METADATA",
        "BEFORE_COMMIT",
        "AFTER_COMMIT"
      })
  void a_pass_that_is_interrupted_finishes_its_batch_or_drops_it(FailPoint moment)
      throws IOException {
    Path results = Files.createDirectory(temp.resolve("results")).toRealPath();
    for (int i = 0; i < 5; i++) {
      Chain.of("r" + i).meta("stage", "\"s" + i + "\"").writeTo(results.resolve("r" + i));
    }
    Lake.openOrCreate(temp.resolve("lake")).close();
    Thread pass = Thread.currentThread();
    Set<FailPoint> seen = ConcurrentHashMap.newKeySet();
    try (Lake lake =
        Probe.open(
            temp.resolve("lake"),
            Clock.systemUTC(),
            milestone -> {
              if (milestone == moment && seen.add(milestone)) {
                pass.interrupt();
              }
            })) {
      IngestResult result = Probe.ingest(lake, results);

      assertThat(seen).isEqualTo(EnumSet.of(moment));
      assertThat(Thread.interrupted()).as("the pass took note").isFalse();
      assertThat(result.interrupted()).isTrue();
      assertThat(Probe.runs(lake)).hasSize(Math.toIntExact(result.added()));
      assertThat(result.added()).isIn(0L, 5L);
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(parquetFiles(lake))
          .as("nothing is left of a dropped batch")
          .isEqualTo(named(lake));

      IngestResult rest = Probe.ingest(lake, results);
      assertThat(rest.interrupted()).isFalse();
      assertThat(rest.added() + rest.unchanged()).isEqualTo(5);
      assertThat(Probe.runs(lake)).hasSize(5);
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_thread_that_was_interrupted_before_loads_nothing() throws IOException {
    Path results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Chain.of("a").writeTo(results.resolve("a"));
    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      Thread.currentThread().interrupt();

      IngestResult result = Probe.ingest(lake, results);

      assertThat(result.interrupted()).isTrue();
      assertThat(result.added()).isZero();
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    }
  }

  private static List<String> parquetFiles(Lake lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake.path().resolve("warehouse"))) {
      return files.map(Path::toString).filter(file -> file.endsWith(".parquet")).sorted().toList();
    }
  }

  private static List<String> named(Lake lake) {
    return Probe.snapshot(lake).tables().values().stream()
        .flatMap(table -> table.files().stream())
        .sorted()
        .toList();
  }
}
