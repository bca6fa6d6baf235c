package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.ingest.IngestResult;

/** Somebody else changes the lake between two looks at it. */
final class OtherWriterTest {
  @TempDir Path temp;
  private Path results;
  private Path path;

  @BeforeEach
  void load() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    path = temp.toRealPath().resolve("lake");
    Chain.of("a").writeTo(results.resolve("a"));
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    }
  }

  @Test
  void what_was_decided_before_the_files_were_written_is_decided_again_under_the_lock() {
    Chain.of("b").writeTo(results.resolve("b"));
    try (Lake other = Lake.open(path)) {
      AtomicBoolean isFirst = new AtomicBoolean(true);
      FailPoint.Listener meanwhile =
          point -> {
            if (point == FailPoint.AFTER_COPY && isFirst.getAndSet(false)) {
              claim(other, "b");
            }
          };
      try (Lake lake = Probe.open(path, Clock.systemUTC(), meanwhile)) {
        IngestResult result = Probe.ingest(lake, results);

        assertThat(isFirst).isFalse();
        assertThat(result.added()).as("the other was faster").isZero();
        assertThat(Probe.runs(lake)).containsOnlyKeys("a");
      }
    }
  }

  /** As a writer does that was faster, with another content of the run. */
  private static void claim(Lake lake, String runId) {
    boolean _ =
        Probe.catalog(lake)
            .change(
                "ingest",
                change -> {
                  RunIndex.Entry a = change.runs().find("a").orElseThrow();
                  change
                      .runs()
                      .put(
                          List.of(
                              new RunIndex.Entry(runId, "/elsewhere", "digest", a.partition())));
                  return true;
                });
  }

  @Test
  void a_tag_that_another_sets_counts_from_its_version_on() {
    try (Lake lake = Lake.open(path);
        Lake other = Lake.open(path)) {
      other.tag("a", "mood", "good");
      long good = lake.version();
      assertThat(lake.runs().where("tags.mood = 'good'").count()).isEqualTo(1);

      other.tag("a", "mood", "bad");

      assertThat(lake.runs().where("tags.mood = 'good'").count()).isZero();
      assertThat(lake.runs().where("tags.mood = 'bad'").count()).isEqualTo(1);
      assertThat(lake.runs().where("tags.mood = 'good'").asOf(AsOf.version(good)).count())
          .isEqualTo(1);
    }
  }

  /** More files than a question names one by one. */
  private static final int FILES = 6;

  @Test
  void copies_of_files_that_a_version_lacks_are_passed_over() throws IOException {
    try (Lake lake = Lake.open(path)) {
      for (int i = 0; i < FILES; i++) {
        Chain.of("r" + i).stat("sharpe", Integer.toString(i)).writeTo(results.resolve("r" + i));
        assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
      }
      long before = lake.version();
      Chain.of("late").stat("sharpe", "50").writeTo(results.resolve("late"));
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
      long _ = lake.warm();
      Chain.of("r3").stat("sharpe", "30").writeTo(results.resolve("r3"));
      assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);

      assertThat(lake.runs().where("sharpe > -99").count()).isEqualTo(FILES + 2L);
      assertThat(lake.runs().where("sharpe = 3").count()).isZero();
      assertThat(lake.runs().where("sharpe > -99").asOf(AsOf.version(before)).count())
          .isEqualTo(FILES + 1L);
    }
  }
}
