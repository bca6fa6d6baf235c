package tools.peak.lake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.evidence.Problem;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeTelemetry;

/** What every catalog of a lake has to do. */
public abstract class CatalogContract {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Partition PLACE = new Partition("live", 674);

  @TempDir private Path temp;
  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
  private final List<RunIndex.Entry> runsOfAnother = new ArrayList<>();
  private FailPoint.Listener failPoints = FailPoint.Listener.none();
  private TableStore tables;
  private Catalog catalog;

  /** What finds and makes the catalogs. */
  protected abstract CatalogProvider provider();

  /** Any tables: a catalog knows nothing of them but their pointers. */
  protected abstract TableStore tables();

  /** Moves the pointer of a table as a program does that knows nothing of Peak. */
  protected abstract void moveAsAnotherProgram(Path lake, LakeTable table, TablePointer pointer);

  @BeforeEach
  final void create() {
    tables = tables();
    catalog = open();
  }

  @AfterEach
  final void close() {
    catalog.close();
  }

  protected final Path lake() {
    return temp.resolve("lake");
  }

  protected final Catalog catalog() {
    return catalog;
  }

  protected final Catalog open() {
    InstantSource clock = now::get;
    return provider()
        .openOrCreate(
            lake(),
            new CatalogProvider.Context(
                clock.withZone(ZoneOffset.UTC),
                point -> failPoints.reached(point),
                LakeTelemetry.of(OpenTelemetry.noop()),
                tables,
                (_, visitor) -> runsOfAnother.forEach(visitor)));
  }

  private static RunIndex.Entry entry(String runId, String digest) {
    return new RunIndex.Entry(runId, "/results/" + runId, digest, PLACE);
  }

  private static boolean tag(CatalogTransaction change, String runId, String value) {
    change.tags().set(runId, "note", value, "me");
    return true;
  }

  private Optional<RunIndex.Entry> find(String runId) {
    return catalog.read(at -> at.runs().find(runId));
  }

  private boolean isPurged(String digest) {
    return catalog.read(at -> at.runs().isPurged("a", digest));
  }

  private List<String> tags(LakeVersion version) {
    List<String> values = new ArrayList<>();
    catalog.state(version).stream()
        .filter(table -> table.name().equals("tags"))
        .forEach(table -> table.rows().forEach(row -> values.add(row.get(0) + "=" + row.get(2))));
    values.sort(null);
    return values;
  }

  private TablePointer more(LakeTable table, String metric) {
    return tables.addMetrics(catalog.current().pointer(table), List.of(metric));
  }

  @Test
  void a_change_of_several_tables_and_the_index_is_one_version() {
    TablePointer runs = more(LakeTable.RUNS, "a");
    TablePointer equity = more(LakeTable.EQUITY, "b");

    Commit<String> commit =
        catalog.write(
            "ingest",
            change -> {
              change.move(LakeTable.RUNS, runs);
              change.move(LakeTable.EQUITY, equity);
              change.runs().put(List.of(entry("a", "1")));
              return "done by version " + change.nextVersion();
            });

    assertThat(commit).isEqualTo(new Commit.Committed<>("done by version 2"));
    assertThat(commit.failure()).isNull();
    LakeVersion version = catalog.current();
    assertThat(version.number()).isEqualTo(2);
    assertThat(version.operation()).isEqualTo("ingest");
    assertThat(version.pointer(LakeTable.RUNS)).isEqualTo(runs);
    assertThat(version.pointer(LakeTable.EQUITY)).isEqualTo(equity);
    assertThat(find("a")).contains(entry("a", "1"));
    try (Catalog again = open()) {
      assertThat(again.current()).isEqualTo(version);
    }
  }

  @Test
  void a_change_that_its_work_gives_up_leaves_nothing() {
    LakeVersion before = catalog.current();
    TablePointer runs = more(LakeTable.RUNS, "a");
    LakeException no = new LakeException(Code.CONFLICT, "no");

    Commit<Boolean> commit =
        catalog.write(
            "ingest",
            change -> {
              change.move(LakeTable.RUNS, runs);
              change.runs().put(List.of(entry("a", "1")));
              boolean _ = tag(change, "a", "x");
              throw no;
            });

    assertThat(commit).isEqualTo(new Commit.RolledBack<Boolean>(no));
    assertThatThrownBy(commit::orElseThrow).isSameAs(no);
    assertThat(catalog.current()).isEqualTo(before);
    assertThat(find("a")).isEmpty();
    assertThat(tags(catalog.current())).isEmpty();
  }

  @Test
  void an_error_in_the_work_passes_through_and_the_next_change_is_made() {
    LakeVersion before = catalog.current();
    Error error = new OutOfMemoryError("tried");

    assertThatThrownBy(
            () ->
                catalog.write(
                    "tag",
                    change -> {
                      boolean _ = tag(change, "a", "x");
                      throw error;
                    }))
        .isSameAs(error);

    assertThat(catalog.current()).isEqualTo(before);
    boolean _ = catalog.change("tag", change -> tag(change, "a", "y"));
    assertThat(tags(catalog.current())).containsExactly("a=y");
  }

  @Test
  void what_fails_behind_the_commit_does_not_undo_it() {
    Error error = new OutOfMemoryError("tried");
    failPoints =
        point -> {
          if (point == FailPoint.AFTER_COMMIT) {
            throw error;
          }
        };

    assertThat(catalog.write("tag", change -> tag(change, "a", "x")))
        .isEqualTo(new Commit.Committed<>(true));

    assertThat(tags(catalog.current())).containsExactly("a=x");
  }

  @Test
  void a_change_that_changes_nothing_makes_no_version() {
    LakeVersion before = catalog.current();

    boolean _ = catalog.change("ingest", _ -> true);

    assertThat(catalog.current()).isEqualTo(before);
  }

  @Test
  void versions_never_step_back_in_time_and_are_found_by_number_and_instant() {
    LakeVersion first = catalog.current();
    now.set(BEGIN.plusSeconds(90));
    boolean _ = catalog.change("tag", change -> tag(change, "a", "ahead"));
    now.set(BEGIN.plusSeconds(10));
    Instant within = catalog.change("tag", CatalogContract::taggedBehind);

    LakeVersion newest = catalog.current();
    assertThat(newest.committedAt()).isEqualTo(BEGIN.plusSeconds(90)).isEqualTo(within);
    assertThat(newest.number()).isEqualTo(first.number() + 2);
    assertThat(catalog.version(first.number())).contains(first);
    assertThat(catalog.version(newest.number() + 1)).isEmpty();
    assertThat(catalog.versionAt(BEGIN.plusSeconds(89))).contains(first);
    assertThat(catalog.versionAt(BEGIN.plusSeconds(90))).contains(newest);
    assertThat(catalog.versionAt(BEGIN.minusSeconds(1))).isEmpty();
  }

  private static Instant taggedBehind(CatalogTransaction change) {
    boolean _ = tag(change, "a", "behind");
    return change.now();
  }

  @Test
  void small_tables_are_as_they_were_at_each_version() {
    boolean _ = catalog.change("tag", change -> tag(change, "a", "x"));
    LakeVersion one = catalog.current();
    boolean _ = catalog.change("tag", change -> tag(change, "a", "y") && tag(change, "b", "z"));

    assertThat(tags(catalog.version(1).orElseThrow())).isEmpty();
    assertThat(tags(one)).containsExactly("a=x");
    assertThat(tags(catalog.current())).containsExactly("a=y", "b=z");
  }

  @Test
  void a_reject_is_new_once_and_gone_when_cleared() {
    Rejects.Reject reject =
        new Rejects.Reject("/results/a", "a", List.of(new Problem.DuplicateRunId("a", "/b")));

    assertThat(catalog.<Integer>read(at -> at.rejects().countNew(List.of(reject)))).isEqualTo(1);
    assertThat(catalog.<Integer>change("ingest", c -> c.rejects().record(List.of(reject))))
        .isEqualTo(1);
    assertThat(catalog.<Integer>change("ingest", c -> c.rejects().record(List.of(reject))))
        .isZero();
    assertThat(catalog.<Set<String>>read(at -> at.rejects().paths())).containsExactly("/results/a");
    boolean _ =
        catalog.change(
            "ingest",
            change -> {
              change.rejects().clear(Set.of("/results/a"));
              return true;
            });
    assertThat(catalog.<Set<String>>read(at -> at.rejects().paths())).isEmpty();
  }

  @Test
  void a_run_id_is_claimed_once_and_its_last_claim_counts() {
    boolean _ = claim(entry("a", "1"));
    boolean _ = claim(entry("a", "2"));

    List<RunIndex.Entry> all = new ArrayList<>();
    boolean _ =
        catalog.read(
            at -> {
              at.runs().forEach(all::add);
              return true;
            });
    assertThat(all).containsExactly(entry("a", "2"));
  }

  private boolean claim(RunIndex.Entry entry) {
    return catalog.change(
        "ingest",
        change -> {
          change.runs().put(List.of(entry));
          return true;
        });
  }

  @Test
  void the_index_gives_its_runs_in_the_order_of_their_bytes() {
    List<String> ids = List.of("\uD83D\uDE80", "a", "\uFFFD", "Z", "é");
    ids.forEach(id -> claim(entry(id, "1")));

    List<String> told = new ArrayList<>();
    boolean _ =
        catalog.read(
            at -> {
              at.runs().forEach(run -> told.add(run.runId()));
              return true;
            });
    assertThat(told).containsExactly("Z", "a", "é", "\uFFFD", "\uD83D\uDE80");
  }

  @Test
  void a_purged_run_is_known_by_its_content_until_it_is_restored() {
    boolean _ = claim(entry("a", "1"));
    assertThat(isPurged("1")).isFalse();
    boolean _ =
        catalog.change(
            "purge",
            change -> {
              change.runs().purge(List.of(entry("a", "1")), change.now());
              return true;
            });

    assertThat(find("a")).isEmpty();
    assertThat(isPurged("1")).isTrue();
    assertThat(isPurged("2")).isFalse();
    boolean _ =
        catalog.change(
            "ingest",
            change -> {
              change.runs().restore(List.of(entry("a", "1")));
              return true;
            });
    assertThat(isPurged("1")).isFalse();
  }

  @Test
  void a_moment_stays_one_moment_while_others_write_and_nobody_waits() {
    try (Catalog other = open()) {
      long seen =
          catalog.read(
              at -> {
                long before = at.version().number();
                boolean _ = other.change("tag", change -> tag(change, "a", "x"));
                boolean _ = catalog.change("tag", change -> tag(change, "a", "y"));
                assertThat(at.runs().find("a")).isEmpty();
                boolean _ = claim(entry("a", "1"));
                assertThat(at.runs().find("a")).isEmpty();
                assertThat(find("a")).isPresent();
                return before;
              });
      assertThat(seen).isEqualTo(1);
      assertThat(catalog.current().number()).isEqualTo(3);
    }
  }

  @Test
  void changes_of_several_threads_and_catalogs_come_one_after_another() throws Exception {
    int each = 20;
    try (Catalog other = open();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Catalog own = thread % 2 == 0 ? catalog : other;
        String name = "thread" + thread;
        all.add(
            threads.submit(
                () ->
                    IntStream.range(0, each)
                        .forEach(i -> own.change("tag", c -> tag(c, name + "-" + i, "x")))));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(catalog.current().number()).isEqualTo(1 + 4 * each);
      assertThat(other.current()).isEqualTo(catalog.current());
      assertThat(tags(catalog.current())).hasSize(4 * each);
    }
  }

  @Test
  void what_another_program_commits_is_a_version_while_the_catalog_is_open() {
    boolean _ = claim(entry("gone", "1"));
    TablePointer runs = more(LakeTable.RUNS, "reviewer");
    runsOfAnother.add(entry("there", "2"));
    moveAsAnotherProgram(lake(), LakeTable.RUNS, runs);

    LakeVersion version = catalog.current();

    assertThat(version.operation()).isEqualTo("external");
    assertThat(version.pointer(LakeTable.RUNS)).isEqualTo(runs);
    assertThat(find("gone")).isEmpty();
    assertThat(find("there")).contains(entry("there", "2"));
    assertThat(catalog.current()).as("and one version alone").isEqualTo(version);
  }

  @Test
  void an_index_that_was_made_anew_says_again_where_runs_lie() {
    boolean _ = claim(entry("a", "1"));
    assertThat(places(LakeTable.RUNS)).containsExactly(PLACE);
    runsOfAnother.add(entry("a", "1"));
    moveAsAnotherProgram(lake(), LakeTable.RUNS, more(LakeTable.RUNS, "reviewer"));
    assertThat(catalog.current().operation()).isEqualTo("external");

    assertThat(places(LakeTable.RUNS)).containsExactly(PLACE);
    assertThat(places(LakeTable.EQUITY)).containsExactly(PLACE);
  }

  @Test
  void of_a_table_that_another_program_wrote_rows_to_the_index_says_nothing() {
    boolean _ = claim(entry("a", "1"));
    moveAsAnotherProgram(lake(), LakeTable.EQUITY, more(LakeTable.EQUITY, "x"));
    assertThat(catalog.current().operation()).isEqualTo("external");

    assertThat(places(LakeTable.EQUITY)).isEmpty();
    assertThat(places(LakeTable.RUNS)).containsExactly(PLACE);
  }

  private Set<Partition> places(LakeTable table) {
    return catalog.partitions(table, List.of("a"), catalog.current().number());
  }

  @Test
  void where_runs_lay_at_another_version_or_unknown_runs_lie_is_not_said() {
    boolean _ = claim(entry("a", "1"));
    long version = catalog.current().number();

    assertThat(catalog.partitions(LakeTable.RUNS, List.of("a", "b"), version)).isEmpty();
    assertThat(catalog.partitions(LakeTable.RUNS, List.of("a"), version + 1)).isEmpty();
  }
}
