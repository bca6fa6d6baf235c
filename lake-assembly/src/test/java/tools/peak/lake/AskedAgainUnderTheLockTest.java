package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;

/**
 * What an ingest decided before it wrote its files is asked again under the lock: another deed may
 * have come between.
 */
final class AskedAgainUnderTheLockTest {
  @TempDir Path temp;
  private Path results;
  private Path path;

  @BeforeEach
  void load() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    path = temp.resolve("lake");
    Chain.of("a").stat("sharpe", "1.0").writeTo(results.resolve("a"));
    Chain.of("b").stat("sharpe", "1.0").writeTo(results.resolve("b"));
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(2);
    }
    Chain.of("a").stat("sharpe", "2.0").writeTo(results.resolve("a"));
    Chain.of("b").stat("sharpe", "2.0").writeTo(results.resolve("b"));
  }

  /** Loads the changed runs; when their files are written, another does something first. */
  private IngestResult loadAfter(Consumer<Lake> deed) {
    AtomicReference<Consumer<Lake>> pending = new AtomicReference<>(deed);
    FailPoint.Listener between =
        point -> {
          Consumer<Lake> next = point == FailPoint.AFTER_COPY ? pending.getAndSet(null) : null;
          if (next != null) {
            try (Lake other = Lake.open(path)) {
              next.accept(other);
            }
          }
        };
    try (Lake lake = Probe.open(path, Clock.systemUTC(), between)) {
      IngestResult result = Probe.ingest(lake, results);
      assertThat(pending.get()).as("what another did").isNull();
      assertThat(lake.verify().findings()).isEmpty();
      return result;
    }
  }

  private List<Object> sharpes() {
    try (Lake lake = Lake.open(path)) {
      return Probe.runs(lake).values().stream().map(run -> run.get("sharpe")).toList();
    }
  }

  @Test
  void a_run_that_is_held_meanwhile_stays_as_it_is() {
    IngestResult result = loadAfter(lake -> lake.retention().hold(List.of("a"), "an audit", "ann"));

    assertThat(result.held()).isEqualTo(1);
    assertThat(result.replaced()).isEqualTo(1);
    assertThat(sharpes()).containsExactly(1.0, 2.0);
  }

  @Test
  void a_run_that_is_deleted_meanwhile_has_nothing_to_replace_and_is_new_with_its_new_content() {
    IngestResult result =
        loadAfter(
            lake -> {
              String plan = lake.retention().planDelete(List.of("a"), "a mistake", false).id();
              assertThat(lake.retention().apply(plan).purged()).isEqualTo(1);
            });

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.replaced()).isEqualTo(1);
    assertThat(sharpes()).containsExactly(2.0, 2.0);
  }

  @Test
  void what_concerns_none_of_the_runs_changes_nothing() {
    IngestResult result = loadAfter(lake -> lake.tag("a", "seen", "yes"));

    assertThat(result.replaced()).isEqualTo(2);
    assertThat(sharpes()).containsExactly(2.0, 2.0);
  }
}
