package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.query.Rows;
import tools.peak.lake.retention.Age;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.upkeep.Expired;
import tools.peak.lake.upkeep.ExpiryPlan;

/** Versions go when they are old enough and nobody needs them, and what only they had is gone. */
final class ExpireTest {
  private static final Age AT_ONCE = Age.parse("0d").orElseThrow();
  private static final Age MONTH = Age.parse("30d").orElseThrow();

  @TempDir Path temp;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake = Probe.open(temp.resolve("lake"), Probe.clock(now::get), FailPoint.Listener.none());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private Instant now() {
    return Objects.requireNonNull(now.get());
  }

  private void days(long days) {
    Instant _ = now.updateAndGet(before -> before.plus(Duration.ofDays(days)));
  }

  private void load(String runId, String sharpe) {
    Path _ =
        Chain.of(runId).stat("sharpe", sharpe).equity(5).trades(3).writeTo(results.resolve(runId));
    var _ = Probe.ingest(lake, results);
  }

  private Expired expire(Age olderThan, int keep) {
    return lake.upkeep().expire(lake.upkeep().planExpiry(olderThan, keep).id());
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(lake.path().resolve("warehouse"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private List<Long> readable() {
    return lake.catalog().read(moment -> moment.history().readable()).stream()
        .map(readable -> readable.version().number())
        .toList();
  }

  @Test
  void versions_go_that_were_out_of_force_for_long_enough_and_none_of_the_newest()
      throws IOException {
    for (int i = 0; i < 6; i++) {
      load("a", Integer.toString(i));
      days(10);
    }
    Map<String, Map<String, @Nullable Object>> before = Probe.runs(lake);
    long newest = lake.version();
    long there = files();
    Instant fortyDaysAgo = now().minus(Duration.ofDays(40));
    Instant twentyDaysAgo = now().minus(Duration.ofDays(20));

    assertThat(lake.upkeep().planExpiry(MONTH, 100).versions()).isEmpty();
    ExpiryPlan plan = lake.upkeep().planExpiry(MONTH, 2);
    assertThat(lake.version()).as("a plan is no version").isEqualTo(newest);
    assertThat(plan.versions()).isNotEmpty().doesNotContain(newest, newest - 1);
    assertThat(plan.files()).isPositive();
    Expired expired = lake.upkeep().expire(plan.id());

    assertThat(expired.versions()).isEqualTo(plan.versions().size());
    assertThat(expired.bytes()).isPositive();
    assertThat(expired.isClean()).isTrue();
    assertThat(files()).isLessThan(there);
    assertThat(Probe.runs(lake)).hasToString(before.toString());
    assertThat(readable()).doesNotContainAnyElementsOf(plan.versions());
    assertThat(lake.runs().asOf(new AsOf.Moment(twentyDaysAgo)).fetch().rows()).hasSize(1);
    long gone = plan.versions().getLast();
    assertThatThrownBy(() -> lake.runs().asOf(AsOf.version(gone)).count())
        .hasMessageContaining("version " + gone + " expired: it is gone since version ")
        .hasMessageContaining("the oldest that can be read is " + readable().getFirst());
    assertThatThrownBy(() -> lake.runs().asOf(new AsOf.Moment(fortyDaysAgo)).count())
        .hasMessageContaining("expired");
    assertThat(lake.verify().findings()).isEmpty();
    assertThatThrownBy(() -> lake.upkeep().expire(plan.id())).hasMessageContaining("done already");
    load("b", "1");
    assertThat(Probe.runs(lake)).hasSize(2);
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void an_expiry_with_nothing_to_do_is_no_version() {
    load("a", "1");
    Expired first = expire(AT_ONCE, 1);
    long version = lake.version();

    Expired second = expire(AT_ONCE, 1);
    Expired third = expire(AT_ONCE, 1);

    assertThat(first.versions()).isPositive();
    assertThat(lake.version()).isEqualTo(version);
    assertThat(second.files()).isZero();
    assertThat(third.versions()).isZero();
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void after_it_a_purged_run_is_nowhere_but_as_a_hash() throws IOException, SQLException {
    String purged = "exp_purged_7f3a";
    load("kept_1", "1");
    load(purged, "2");
    Path _ =
        Chain.of(purged)
            .stat("sharpe", "3")
            .param("param_of_" + purged, "1")
            .equity(9)
            .writeTo(results.resolve(purged));
    var _ = Probe.ingest(lake, results);
    load("zz_kept", "1");
    lake.tag(purged, "owner", "ann");
    lake.note("kept_1", "stays");
    lake.retention().hold(List.of(purged), "audit", "ann");
    int _ = lake.retention().release(List.of(purged));
    Path twice = Chain.of(purged).stat("sharpe", "7").writeTo(results.resolve("twice"));
    assertThat(Probe.ingest(lake, results).rejected()).isEqualTo(1);
    try (Stream<Path> files = Files.list(twice)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    long _ = lake.warm();
    var other = lake.retention().planDelete(List.of(purged), "never applied", false);
    var plan = lake.retention().planDelete("run_id = '" + purged + "'", "wrong " + purged, false);
    var _ = lake.retention().apply(plan.id());
    assertThat(EveryByte.with(lake.path(), purged)).isNotEmpty();

    Expired expired = expire(AT_ONCE, 1);

    assertThat(expired.isClean()).isTrue();
    assertThat(EveryByte.with(lake.path(), purged)).isEmpty();
    assertThat(EveryByte.with(lake.path(), "kept_1")).isNotEmpty();
    assertThat(lake.verify().findings()).isEmpty();
    assertThat(Probe.runs(lake)).containsOnlyKeys("kept_1", "zz_kept");
    assertThat(Probe.rows(lake, LakeTable.EQUITY)).isNotEmpty();
    assertThat(lake.tags(AsOf.latest()).rows()).hasSize(1);
    assertThatThrownBy(() -> lake.retention().undo(plan.id()))
        .hasMessageContaining("gone for good since version " + lake.version());
    assertThatThrownBy(() -> lake.retention().apply(other.id())).isInstanceOf(LakeException.class);
    assertThat(Probe.ingest(lake, results).purged()).as("its folder stays out").isEqualTo(1);
    lake.close();
    assertThat(EveryByte.with(temp.resolve("lake"), purged)).isEmpty();
    lake = Lake.open(temp.resolve("lake"));
  }

  @Test
  void until_then_undo_works_also_when_the_version_before_is_old() {
    load("a", "1");
    load("b", "1");
    days(400);
    String plan = lake.retention().planDelete(List.of("a"), "", false).id();
    var _ = lake.retention().apply(plan);

    Expired expired = expire(MONTH, 1);

    assertThat(expired.versions()).isPositive();
    assertThat(lake.retention().undo(plan).restored()).isEqualTo(1);
    assertThat(Probe.runs(lake)).containsOnlyKeys("a", "b");
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void a_version_that_somebody_reads_is_left_and_told() {
    load("a", "1");
    load("a", "2");
    long read = lake.version();
    load("a", "3");
    try (Rows rows = lake.runs().asOf(AsOf.version(read)).stream()) {
      Expired expired = expire(AT_ONCE, 1);
      assertThat(expired.left()).containsExactly(read);
      assertThat(rows).hasSize(1);
    }
    assertThat(lake.runs().asOf(AsOf.version(read)).where("sharpe = 2").count()).isEqualTo(1);
    assertThat(expire(AT_ONCE, 1).left()).isEmpty();
    assertThatThrownBy(() -> lake.runs().asOf(AsOf.version(read)).count())
        .hasMessageContaining("expired");
  }

  @Test
  void a_snapshot_that_a_tag_of_another_program_names_is_kept() {
    load("a", "1");
    long[] tagged = {0};
    AnotherProgram.at(
        lake,
        "runs",
        table -> {
          tagged[0] = table.currentSnapshot().snapshotId();
          table.manageSnapshots().createTag("theirs", tagged[0]).commit();
        });
    load("a", "2");
    load("a", "3");

    ExpiryPlan plan = lake.upkeep().planExpiry(AT_ONCE, 1);
    assertThat(plan.tags()).containsExactly("runs: theirs");
    Expired expired = lake.upkeep().expire(plan.id());

    assertThat(expired.versions()).isPositive();
    AnotherProgram.at(
        lake,
        "runs",
        table -> {
          assertThat(table.snapshot(tagged[0])).isNotNull();
          try (var files = table.newScan().useRef("theirs").planFiles()) {
            files.forEach(file -> assertThat(Path.of(file.file().location())).exists());
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void a_clock_behind_the_lake_is_refused_and_one_ten_years_ahead_leaves_the_newest() {
    for (int i = 0; i < 12; i++) {
      load("a", Integer.toString(i));
    }
    long newest = lake.version();
    days(-3_650);
    assertThatThrownBy(() -> lake.upkeep().planExpiry(MONTH, 10))
        .hasMessageContaining("set the clock right");
    days(7_300);

    Expired expired = expire(MONTH, 10);

    assertThat(expired.versions()).isPositive();
    assertThat(readable()).contains(newest, newest - 9).doesNotContain(newest - 10);
    assertThat(lake.verify().findings()).isEmpty();
    load("b", "1");
    assertThat(Probe.runs(lake)).hasSize(2);
  }

  @Test
  void versions_without_snapshots_of_their_own_stay_readable() {
    for (int i = 0; i < 55; i++) {
      Path _ = Chain.of("r" + i).writeTo(results.resolve("r" + i));
      var _ = Probe.ingest(lake, results.resolve("r" + i));
      days(1);
    }
    long newest = lake.version();

    Expired expired = expire(Age.parse("48d").orElseThrow(), 1);

    assertThat(expired.versions()).isPositive();
    for (long version : readable().stream().filter(number -> number % 5 == 0).toList()) {
      assertThat(lake.runs().asOf(AsOf.version(version)).count())
          .as("version %s", version)
          .isEqualTo(55 - (newest - Math.min(version, newest)));
    }
    assertThat(lake.verify().findings()).isEmpty();
  }
}
