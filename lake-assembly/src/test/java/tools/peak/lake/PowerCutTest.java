package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;

/**
 * The power fails in the moment in which a change is in force: the lake is whole, with that change.
 * What the catalog itself writes is SQLite's to sync; that it does so is a test of its connections.
 */
final class PowerCutTest {
  @TempDir Path temp;
  private Path results;
  private Path path;

  @BeforeEach
  void write() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    path = temp.resolve("lake");
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
  }

  /** Does something to a lake, and cuts the power in the moment of its last commit. */
  private void cutAfter(Consumer<Lake> work) throws IOException {
    ForgetfulStorage storage = new ForgetfulStorage();
    FailPoint.Listener moments =
        point -> {
          if (point == FailPoint.AFTER_COMMIT || point == FailPoint.AFTER_CATALOG) {
            storage.momentOfTheCut();
          }
        };
    try (Lake lake = Lake.openOrCreate(path, Clock.systemUTC(), moments, storage)) {
      work.accept(lake);
    }
    storage.cut();
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_lake_that_was_just_made_is_there() throws IOException {
    cutAfter(_ -> {});

    try (Lake lake = Lake.open(path)) {
      assertThat(Probe.runs(lake)).isEmpty();
    }
  }

  @Test
  void what_was_loaded_replaced_and_tagged_is_there() throws IOException {
    cutAfter(lake -> assertThat(Probe.ingest(lake, results).added()).isEqualTo(2));
    Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));
    cutAfter(lake -> assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1));
    cutAfter(lake -> lake.tag("a", "note", "x"));

    try (Lake lake = Lake.open(path)) {
      assertThat(Probe.runs(lake)).containsOnlyKeys("a", "b");
      assertThat(Probe.run(lake, "a")).containsEntry("sharpe", 2.0);
      assertThat(lake.tags(AsOf.latest(), "a").rows()).hasSize(1);
    }
  }
}
