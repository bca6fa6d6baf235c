package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Otlp;
import tools.peak.fixtures.TableReader;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.retention.Age;
import tools.peak.lake.retention.Undone;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.upkeep.CompactionListener;

/** The newest deed is taken back, whichever it was. */
final class UndoTest {
  @TempDir Path dir;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() {
    results = dir.resolve("results");
    lake = Lake.openOrCreate(dir.resolve("lake"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private void write(String runId, String sharpe) {
    Path _ = run(runId, sharpe).writeTo(results.resolve(runId));
  }

  private static Chain run(String runId, String sharpe) {
    return Chain.of(runId).stat("sharpe", sharpe).equity(3).trades(2);
  }

  /** All that the lake says of its runs. */
  private Map<String, Object> content() {
    Map<String, Object> content = new TreeMap<>();
    for (LakeTable table : LakeTable.values()) {
      if (table != LakeTable.INGESTS) {
        content.put(table.tableName(), TableReader.texts(Probe.table(lake, table)));
      }
    }
    content.put("notices", texts(lake.notices(AsOf.latest()).rows()));
    content.put("tags", texts(lake.tags(AsOf.latest()).rows()));
    return content;
  }

  private static List<String> texts(List<List<@Nullable Object>> rows) {
    return rows.stream().map(String::valueOf).toList();
  }

  private void ingest() {
    var _ = Probe.ingest(lake, results);
  }

  @Test
  void what_an_ingest_brought_goes_and_what_it_replaced_comes_back_without_tombstones() {
    write("a", "1.0");
    write("b", "1.0");
    Path _ =
        run("c", "1.5")
            .file("telemetry.jsonl", Otlp.run("1.0", "load", "simulate"))
            .writeTo(results.resolve("c"));
    ingest();
    lake.tag("b", "owner", "ann");
    Map<String, Object> before = content();
    write("b", "2.0");
    Path _ =
        run("c", "3.0")
            .file("telemetry.jsonl", Otlp.run("2.0", "load"))
            .writeTo(results.resolve("c"));
    write("d", "4.0");
    ingest();
    lake.tag("d", "owner", "bob");

    Undone undone = lake.undo();

    assertThat(undone.restored()).isEqualTo(2);
    assertThat(undone.removed()).isEqualTo(1);
    assertThat(content()).isEqualTo(before);
    assertThat(lake.verify().findings()).isEmpty();
    var again = Probe.ingest(lake, results);
    assertThat(again.added()).as("it may be loaded again").isEqualTo(1);
    assertThat(again.replaced()).isEqualTo(2);
    assertThat(again.purged()).isZero();
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void undo_goes_back_a_deed_at_a_time_until_nothing_is_left() {
    write("a", "1.0");
    ingest();
    Map<String, Object> one = content();
    write("b", "1.0");
    ingest();
    Map<String, Object> two = content();
    var _ = lake.retention().apply(lake.retention().planDelete(List.of("a"), "", false).id());
    write("c", "1.0");
    ingest();

    assertThat(lake.undo().deed()).startsWith("ingest ");
    assertThat(Probe.runs(lake).keySet()).containsExactly("b");
    assertThat(lake.undo().deed()).startsWith("plan ");
    assertThat(content()).isEqualTo(two);
    assertThat(lake.undo().removed()).isEqualTo(1);
    assertThat(content()).isEqualTo(one);
    assertThat(lake.undo().removed()).isEqualTo(1);
    assertThat(Probe.runs(lake)).isEmpty();
    assertThatThrownBy(() -> lake.undo())
        .isInstanceOf(LakeException.class)
        .hasMessage("nothing was loaded or deleted that could be undone");
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void a_folder_that_had_changed_its_name_has_its_old_run_again() {
    Path _ = run("old", "1.0").writeTo(results.resolve("folder"));
    ingest();
    lake.tag("old", "owner", "ann");
    Map<String, Object> before = content();
    Path _ = run("new", "1.0").writeTo(results.resolve("folder"));
    ingest();
    assertThat(Probe.runs(lake).keySet()).containsExactly("new");
    assertThat(lake.tags(AsOf.latest()).rows()).isEmpty();

    Undone undone = lake.undo();

    assertThat(undone.restored()).isEqualTo(1);
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void a_stripped_run_that_was_replaced_is_stripped_again() {
    write("a", "1.0");
    write("b", "1.0");
    ingest();
    int _ =
        lake.retention()
            .policy()
            .set(
                "rules.toml",
                """
                [[retention]]
                name = "thin"
                where = "run_id = 'a'"
                older_than = "1d"
                keep = "stats"
                """);
    var _ = lake.retention().apply(lake.retention().plan(false).id());
    Map<String, Object> before = content();
    write("a", "2.0");
    ingest();

    assertThat(lake.undo().restored()).isEqualTo(1);

    assertThat(content()).isEqualTo(before);
    assertThat(lake.retention().plan(false).taken()).as("it is stripped already").isEmpty();
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void it_works_behind_a_compaction_and_leaves_later_tags_alone() {
    for (int i = 0; i < 6; i++) {
      write("r" + i, "1.0");
      ingest();
    }
    Map<String, Object> six = content();
    write("last", "1.0");
    write("r0", "2.0");
    ingest();
    lake.tag("r3", "owner", "ann");
    var _ = lake.compact(2, CompactionListener.NONE);

    assertThat(lake.undo().removed()).isEqualTo(1);

    assertThat(content().get("runs")).isEqualTo(six.get("runs"));
    assertThat(content().get("trades")).isEqualTo(six.get("trades"));
    assertThat(lake.tags(AsOf.latest(), "r3").rows()).hasSize(1);
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void a_held_run_keeps_its_ingest_from_being_undone() {
    write("a", "1.0");
    ingest();
    lake.retention().hold(List.of("a"), "for the auditor", "ann");

    assertThatThrownBy(() -> lake.undo())
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("a of this ingest is held");
    assertThat(Probe.runs(lake).keySet()).containsExactly("a");
  }

  @Test
  void what_was_deleted_since_stays_deleted() {
    write("a", "1.0");
    write("b", "1.0");
    ingest();
    write("a", "2.0");
    write("b", "2.0");
    ingest();
    var _ = lake.retention().apply(lake.retention().planDelete(List.of("a"), "", false).id());
    var _ = lake.ingest(List.of(results), Probe.OPTIONS, IngestListener.NONE);

    assertThat(lake.undo().deed()).startsWith("plan ");
    assertThat(lake.undo().restored()).isEqualTo(2);
  }

  @Test
  void once_the_version_before_it_has_expired_it_says_what_can_be_done() {
    write("a", "1.0");
    ingest();
    write("a", "2.0");
    ingest();
    var upkeep = lake.upkeep();
    var _ = upkeep.expire(upkeep.planExpiry(Age.parse("0d").orElseThrow(), 1).id());

    assertThatThrownBy(() -> lake.undo())
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("has expired: what it replaced is gone")
        .hasMessageContaining("its ingest_id is '");
    assertThat(Probe.runs(lake).keySet()).containsExactly("a");
  }
}
