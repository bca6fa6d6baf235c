package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.retention.Age;

/** Every deed is told in the audit, with it or not at all. */
final class AuditTest {
  @TempDir Path temp;
  private Path results;

  @BeforeEach
  void write() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
  }

  private Lake open() {
    return Lake.openOrCreate(temp.resolve("lake"));
  }

  private static List<String> actions(Lake lake) {
    return lake.audit().deeds().orderBy("seq").fetch().rows().stream()
        .map(row -> String.valueOf(row.get(4)))
        .toList();
  }

  private static List<@Nullable Object> last(Lake lake) {
    return lake.audit().deeds().orderBy("seq desc").limit(1).fetch().rows().getFirst();
  }

  private static void assertWhole(Lake lake) {
    assertThat(lake.audit().check()).matches(Audit.Check::isWhole);
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void each_deed_has_the_command_s_words_and_the_versions_before_and_after_it() throws Exception {
    try (Lake lake = new Actor("ann", "desk7").during(this::open)) {
      Probe.ingest(lake, results);
      lake.tag("a", "owner", "ann");
      lake.note("a", "looks odd");
      lake.retention().hold(List.of("a"), "audit", "ann");
      int released = lake.retention().release(List.of("a"));
      String plan = lake.retention().planDelete(List.of("b"), "wrong data", false).id();
      var _ = lake.retention().apply(plan);
      var _ = lake.retention().undo(plan);
      Path strategies = Files.writeString(temp.resolve("s.toml"), "[strategy.x]\ntier = 'core'\n");
      int _ = lake.loadStrategies(strategies);
      long named = lake.history().name("paper", AsOf.latest());
      long _ = lake.history().unname("paper");

      assertThat(released).isEqualTo(1);
      assertThat(actions(lake))
          .containsExactly(
              "create",
              "ingest",
              "ingest",
              "tag",
              "note",
              "hold add",
              "hold remove",
              "delete",
              "retention undo",
              "strategies load",
              "version tag",
              "version untag");
      assertThat(lake.audit().deeds().where("actor = 'ann' and host = 'desk7'").fetch().rows())
          .hasSize(12);
      assertThat(last(lake).subList(6, 8)).containsExactly(named, named);
      assertWhole(lake);
    }
  }

  @Test
  void runs_and_texts_stand_as_hashes_in_the_chain_and_are_found_by_the_run() {
    try (Lake lake = open()) {
      Probe.ingest(lake, results);
      var _ =
          lake.retention()
              .apply(lake.retention().planDelete(List.of("a"), "a was wrong", false).id());

      assertThat(String.valueOf(last(lake).get(5))).doesNotContain("wrong").doesNotContain("\"a\"");
      assertThat(
              lake.audit().words((Long) last(lake).getFirst(), String.valueOf(last(lake).get(5))))
          .contains("reason=\"a was wrong\"")
          .contains("removed=a");
      assertThat(lake.audit().deedsOf("a").orderBy("seq").fetch().rows())
          .extracting(row -> row.get(4))
          .containsExactly("ingest", "delete");
      assertThat(lake.audit().deedsOf("b").fetch().rows()).hasSize(1);
      assertThat(lake.audit().deedsOf("nobody").fetch().rows()).isEmpty();
      assertThat(lake.sql("SELECT action FROM audit ORDER BY seq DESC LIMIT 1").fetch().rows())
          .containsExactly(List.of("delete"));
      assertThat(lake.sql("FROM audit").asOf(AsOf.version(1)).fetch().rows()).hasSize(1);
    }
  }

  @Test
  void a_deed_that_is_not_committed_is_not_told() {
    boolean[] isTried = {false};
    FailPoint.Listener error =
        point -> {
          if (isTried[0] && point == FailPoint.BEFORE_COMMIT) {
            throw new IllegalStateException("tried");
          }
        };
    try (Lake lake = Probe.open(temp.resolve("lake"), Clock.systemUTC(), error)) {
      Probe.ingest(lake, results);
      List<String> before = actions(lake);
      isTried[0] = true;

      assertThatThrownBy(() -> lake.tag("a", "owner", "ann")).hasStackTraceContaining("tried");

      assertThat(actions(lake)).isEqualTo(before);
      assertThat(lake.tags(AsOf.latest()).rows()).isEmpty();
      assertWhole(lake);
    }
  }

  @Test
  void a_pass_that_changes_nothing_is_no_deed() {
    try (Lake lake = open()) {
      Probe.ingest(lake, results);
      List<String> before = actions(lake);

      assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(2);

      assertThat(actions(lake)).isEqualTo(before);
    }
  }

  @Test
  void what_another_program_commits_is_external_and_of_nobody_known() {
    try (Lake lake = open()) {
      Probe.ingest(lake, results);
      AnotherProgram.at(
          lake,
          "equity",
          table -> table.newDelete().deleteFile(AnotherProgram.aFile(table)).commit());

      assertThat(lake.version()).isEqualTo(4);

      assertThat(last(lake).get(4)).isEqualTo("external");
      assertThat(last(lake).get(2)).isEqualTo("unknown");
      assertThat(String.valueOf(last(lake).get(5))).contains("\"tables\":\"equity\"");
      assertThat(lake.audit().check().isWhole()).isTrue();
      assertThat(lake.history().log(1).rows().getFirst().subList(3, 7))
          .containsExactly("external", null, null, null);
    }
  }

  @Test
  void a_lake_of_format_4_begins_its_audit_with_the_upgrade() throws IOException {
    Path at = Files.createDirectory(temp.resolve("old"));
    RelocatedLake.unzip("/lakes/format-4.zip", at);
    var _ = Lake.relocate(at);
    try (Lake lake = Lake.open(at)) {
      assertThat(actions(lake)).isEmpty();
      assertThat(lake.audit().deedsOf("e_zero").fetch().rows()).isEmpty();
      assertThat(lake.ingests().fetch().rows())
          .singleElement()
          .satisfies(row -> assertThat(row).endsWith((Object) null));
      assertThat(lake.history().log(9).rows()).hasSize(7);
      assertThat(lake.history().log(1).rows().getFirst().subList(2, 7))
          .containsExactly(null, "relocate", null, null, null);
      assertWhole(lake);

      Probe.ingest(lake, results);

      assertThat(actions(lake)).startsWith("upgrade", "ingest");
      assertThat(lake.ingests().where("version is null").count()).isEqualTo(1);
      assertThat(lake.ingests().where("version = " + lake.version()).count()).isEqualTo(1);
      assertThat(lake.ingests().asOf(AsOf.version(6)).where("version is null").count())
          .isEqualTo(1);
      assertThat(lake.runs().asOf(AsOf.version(3)).count()).isEqualTo(4);
      assertWhole(lake);
    }
  }

  @Test
  void every_ingest_has_the_version_that_it_made_also_when_several_load_at_once() throws Exception {
    int writers = 4;
    for (int i = 0; i < writers; i++) {
      for (int j = 0; j < 3; j++) {
        String runId = "w%s_%s".formatted(i, j);
        Chain.of(runId).writeTo(results.resolve("w" + i).resolve(runId));
      }
    }
    try (Lake lake = open();
        ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      Probe.ingest(lake, results.resolve("a"));
      List<Future<?>> passes = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        Path part = results.resolve("w" + i);
        passes.add(
            threads.submit(
                () -> {
                  try (Lake own = open()) {
                    Probe.ingest(own, part);
                    own.note("a", part.toString());
                  }
                }));
      }
      for (Future<?> pass : passes) {
        pass.get();
      }

      Map<Object, Object> versions = new HashMap<>();
      lake.history()
          .log(Long.MAX_VALUE)
          .rows()
          .forEach(row -> versions.put(String.valueOf(row.get(0)), String.valueOf(row.get(4))));
      assertThat(lake.sql("SELECT version, added FROM ingests").fetch().rows())
          .hasSize(writers + 1)
          .allSatisfy(
              row ->
                  assertThat(versions)
                      .containsEntry(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
      assertWhole(lake);
    }
  }

  @Test
  void after_expiry_a_purged_run_is_known_by_its_hash_alone_and_the_chain_is_whole() {
    Age atOnce = Age.parse("0d").orElseThrow();
    try (Lake lake = open()) {
      Probe.ingest(lake, results);
      lake.note("a", "a looks odd");
      lake.note("b", "fine");
      var _ =
          lake.retention().apply(lake.retention().planDelete(List.of("a"), "wrong", false).id());
      lake.tag("b", "late", "yes");

      var _ = lake.upkeep().expire(lake.upkeep().planExpiry(atOnce, 1).id());

      assertThat(lake.sql("SELECT text FROM audit_names ORDER BY seq, text").fetch().rows())
          .extracting(List::getFirst)
          .contains("b", "wrong")
          .doesNotContain("a", "a looks odd");
      assertThat(lake.audit().deedsOf("a").orderBy("seq").fetch().rows())
          .extracting(row -> row.get(4))
          .containsExactly("ingest", "note", "delete");
      assertThat(actions(lake)).endsWith("maintain expire");
      assertWhole(lake);
    }
  }

  @Test
  void a_copied_lake_goes_on_in_the_chain_of_its_original() throws IOException {
    try (Lake lake = open()) {
      Probe.ingest(lake, results);
    }
    Path copy = temp.resolve("copy");
    try (Stream<Path> files = Files.walk(temp.resolve("lake"))) {
      for (Path file : files.toList()) {
        Path _ = Files.copy(file, copy.resolve(temp.resolve("lake").relativize(file)));
      }
    }

    var _ = Lake.relocate(copy);

    try (Lake lake = Lake.open(copy)) {
      assertThat(actions(lake)).containsExactly("create", "ingest", "ingest", "relocate");
      assertThat(lake.audit().deedsOf("a").fetch().rows()).hasSize(1);
      assertWhole(lake);
    }
  }
}
