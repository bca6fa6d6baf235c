package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;

final class CompletenessTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake =
        Probe.open(
            temp.resolve("lake"), Clock.fixed(NOW, ZoneOffset.UTC), FailPoint.Listener.none());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  @Test
  void a_folder_that_was_written_a_moment_ago_waits_for_the_next_pass() throws IOException {
    Path folder = Chain.of("a").withoutFile("report_snippet.md").writeTo(results.resolve("a"));
    age(folder.resolve("stats.json"), Duration.ofMillis(1_999));

    IngestResult result = Probe.ingest(lake, results);

    assertThat(result.waiting()).isEqualTo(1);
    assertThat(result.added() + result.rejected()).isZero();
    assertThat(lake.version()).isEqualTo(1);

    age(folder.resolve("stats.json"), Duration.ofMillis(2_001));
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
  }

  @Test
  void a_folder_whose_snippet_is_the_newest_is_complete_at_once() throws IOException {
    Path folder = Chain.of("a").writeTo(results.resolve("a"));
    age(folder.resolve("stats.json"), Duration.ofMillis(100));
    age(folder.resolve("report_snippet.md"), Duration.ofMillis(50));

    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
  }

  @Test
  void a_rerun_that_has_not_come_to_its_snippet_yet_waits_and_the_lake_keeps_the_old()
      throws IOException {
    Path folder = Chain.of("a").writeTo(results.resolve("a"));
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    Files.writeString(folder.resolve("stats.json"), "{\"sharpe\": 7}");
    age(folder.resolve("stats.json"), Duration.ZERO);

    assertThat(Probe.ingest(lake, results).waiting()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 1.5);
  }

  @Test
  void settle_is_an_option() throws IOException {
    Path folder = Chain.of("a").withoutFile("report_snippet.md").writeTo(results.resolve("a"));
    age(folder.resolve("stats.json"), Duration.ofMillis(500));

    IngestResult result =
        Probe.ingest(lake, Probe.OPTIONS.withSettle(Duration.ofMillis(400)), results);

    assertThat(result.added()).isEqualTo(1);
  }

  @Test
  void a_broken_folder_that_is_still_being_written_is_no_reject() throws IOException {
    Path folder = Chain.of("a").withoutFile("report_snippet.md").writeTo(results.resolve("a"));
    Files.writeString(folder.resolve("stats.json"), "{\"sharpe\":");
    age(folder.resolve("stats.json"), Duration.ZERO);

    IngestResult result = Probe.ingest(lake, results);

    assertThat(result.waiting()).isEqualTo(1);
    assertThat(Probe.rejects(lake)).isEmpty();
  }

  @Test
  void a_folder_that_changes_while_it_is_read_waits() throws IOException {
    Path folder = Chain.of("a").writeTo(results.resolve("a"));
    Runnable change = () -> Chain.write(folder.resolve("stats.json"), "{\"sharpe\": 3}");

    IngestResult first = ingestAndMeanwhile(change);

    assertThat(first.waiting()).isEqualTo(1);
    assertThat(first.added()).isZero();
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 3.0);
  }

  @Test
  void a_folder_that_vanishes_while_it_is_read_waits_and_harms_nobody() throws IOException {
    Path folder = Chain.bare("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(2);
    Chain.bare("a").stat("x", "1").writeTo(folder);
    Runnable delete =
        () -> {
          try {
            Files.delete(folder.resolve("config_snapshot.json"));
            Files.delete(folder.resolve("stats.json"));
            Files.delete(folder);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    IngestResult second = ingestAndMeanwhile(delete);

    assertThat(second.waiting()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(1);
    assertThat(Probe.rejects(lake)).isEmpty();
    assertThat(Probe.runs(lake).keySet()).containsExactly("a", "b");
  }

  @Test
  void a_source_that_goes_away_while_it_is_read_is_one_error_and_the_lake_is_as_before() {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").file("stats.json", "{").writeTo(results.resolve("b"));
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    Chain.of("c").writeTo(results.resolve("c"));
    long version = lake.version();

    assertThatThrownBy(() -> ingestAndMeanwhile(() -> move(results, temp.resolve("elsewhere"))))
        .isInstanceOf(LakeException.class)
        .hasMessage(results + " went away while it was read; the lake is as before");

    assertThat(lake.version()).isEqualTo(version);
    assertThat(Probe.runs(lake).keySet()).containsExactly("a");
    assertThat(Probe.rejects(lake)).as("nobody mended it").hasSize(1);
    assertThat(lake.verify().findings()).isEmpty();
    move(temp.resolve("elsewhere"), results);
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The clock is asked first when the walk has seen the folders and nobody has read one. */
  private IngestResult ingestAndMeanwhile(Runnable deed) {
    AtomicBoolean done = new AtomicBoolean();
    Clock clock =
        Probe.clock(
            () -> {
              if (done.compareAndSet(false, true)) {
                deed.run();
              }
              return NOW;
            });
    try (Lake same = Probe.open(lake.path(), clock, FailPoint.Listener.none())) {
      return Probe.ingest(same, results);
    }
  }
}
