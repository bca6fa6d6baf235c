package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.schema.LakeTable;

final class RejectsTest {
  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake =
        Probe.open(
            temp.resolve("lake"),
            Probe.ticking(Instant.parse("2026-03-01T00:00:00Z")),
            FailPoint.Listener.none());
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  private IngestResult ingest() {
    return Probe.ingest(lake, results);
  }

  private Path broken(String name) {
    return Chain.of(name).file("stats.json", "{\"sharpe\": 1").writeTo(results.resolve(name));
  }

  @Test
  void a_broken_folder_is_one_row_that_names_file_and_fault_and_its_neighbours_load() {
    Path folder = broken("bad");
    Chain.of("good").writeTo(results.resolve("good"));

    IngestResult result = ingest();

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.rejected()).isEqualTo(1);
    assertThat(result.newlyRejected()).isEqualTo(1);
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.path()).isEqualTo(folder.toString());
              assertThat(reject.runId()).isEqualTo("bad");
              assertThat(reject.code()).isEqualTo("invalid_json");
              assertThat(reject.reason()).contains("stats.json");
            });
  }

  @Test
  void everything_that_is_wrong_with_a_folder_is_told_a_row_each_and_counted_once() {
    Chain.of("bad")
        .file("stats.json", "{")
        .file("equity.csv", "timestamp,equity\n2024-01-01,much\n")
        .writeTo(results.resolve("bad"));

    IngestResult result = ingest();

    assertThat(result.rejected()).isEqualTo(1);
    assertThat(Probe.rejects(lake))
        .extracting(Probe.Reject::code)
        .containsExactly("invalid_csv", "invalid_json");
  }

  @Test
  void a_known_reject_is_tried_again_and_counted_but_not_as_new() {
    broken("bad");
    ingest();
    Probe.Reject first = Probe.rejects(lake).getFirst();
    long version = lake.version();

    IngestResult again = ingest();

    assertThat(again.rejected()).isEqualTo(1);
    assertThat(again.newlyRejected()).isZero();
    assertThat(lake.version()).as("nothing new was learnt").isEqualTo(version);
    Probe.Reject second = Probe.rejects(lake).getFirst();
    assertThat(second.firstSeen()).isEqualTo(first.firstSeen());
    assertThat(second.lastSeen()).isGreaterThan(first.lastSeen());
  }

  @Test
  void another_fault_of_the_same_folder_is_new_and_replaces_the_first() {
    broken("bad");
    ingest();
    Chain.of("bad")
        .file("equity.csv", "timestamp,equity\n2024-01-01,much\n")
        .writeTo(results.resolve("bad"));

    IngestResult result = ingest();

    assertThat(result.newlyRejected()).isEqualTo(1);
    assertThat(Probe.rejects(lake)).extracting(Probe.Reject::code).containsExactly("invalid_csv");
  }

  @Test
  void a_mended_folder_loads_and_is_no_reject_any_more() {
    broken("bad");
    ingest();
    long before = lake.version();
    Chain.of("bad").writeTo(results.resolve("bad"));

    IngestResult result = ingest();

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.rejected()).isZero();
    assertThat(Probe.rejects(lake)).isEmpty();
    assertThat(lake.rejects().rows()).isEmpty();
    assertThat(lake.rejects(AsOf.version(before)).rows()).as("as-of still tells it").hasSize(1);
  }

  @Test
  void a_folder_that_is_gone_is_no_reject_any_more() throws IOException {
    delete(broken("bad"));
    broken("bad");
    ingest();
    delete(results.resolve("bad"));

    IngestResult result = ingest();

    assertThat(result.rejected()).isZero();
    assertThat(Probe.rejects(lake)).isEmpty();
  }

  @Test
  void a_folder_that_lost_its_artifacts_is_no_reject_any_more() throws IOException {
    Path folder = Files.createDirectory(results.resolve("bad"));
    Chain.write(folder.resolve("equity.csv"), "timestamp,equity\n");
    ingest();
    assertThat(Probe.rejects(lake))
        .extracting(Probe.Reject::code)
        .containsExactly("missing_snapshot");
    Files.delete(folder.resolve("equity.csv"));

    ingest();

    assertThat(Probe.rejects(lake)).isEmpty();
  }

  @Test
  void a_folder_that_turned_out_to_be_another_tools_is_no_reject_any_more() throws IOException {
    Path folder = Files.createDirectory(results.resolve("x"));
    Chain.write(folder.resolve("config_snapshot.json"), "{ not json");
    assertThat(ingest().rejected()).isEqualTo(1);
    Chain.write(folder.resolve("config_snapshot.json"), "{\"other\": \"tool\"}");

    IngestResult result = ingest();

    assertThat(result.rejected() + result.added()).isZero();
    assertThat(Probe.rejects(lake)).isEmpty();
  }

  @Test
  void rejects_of_elsewhere_stay() throws IOException {
    broken("bad");
    ingest();
    Path other = Files.createDirectory(temp.resolve("other"));

    Probe.ingest(lake, other);

    assertThat(Probe.rejects(lake)).hasSize(1);
  }

  @Test
  void a_run_that_breaks_keeps_its_earlier_version() {
    Chain.of("a").writeTo(results.resolve("a"));
    ingest();
    broken("a");

    assertThat(ingest().rejected()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 1.5);

    Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));
    assertThat(ingest().replaced()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 2.0);
    assertThat(Probe.rejects(lake)).isEmpty();
  }

  @Test
  void a_duplicate_is_no_reject_any_more_once_its_copy_agrees() {
    Chain.of("a").writeTo(results.resolve("1"));
    ingest();
    Chain.of("a").stat("sharpe", "3").writeTo(results.resolve("2"));
    ingest();
    assertThat(Probe.rejects(lake)).hasSize(1);
    Chain.of("a").stat("sharpe", "3").writeTo(results.resolve("1"));

    ingest();

    assertThat(Probe.rejects(lake)).isEmpty();
  }

  @Test
  void a_link_that_leaves_the_tree_is_not_followed() throws IOException {
    Path secret = Files.createDirectory(temp.resolve("private")).resolve("secret.txt");
    Chain.write(secret, "secret");
    Path folder = Chain.of("a").writeTo(results.resolve("a"));
    Files.createSymbolicLink(folder.resolve("notes.txt"), secret);
    Path outside = Chain.of("b").writeTo(temp.resolve("outside"));
    Files.createSymbolicLink(results.resolve("b"), outside);

    IngestResult result = ingest();

    assertThat(result.added()).as("the run, not what its link leads to").isEqualTo(1);
    assertThat(Probe.rows(lake, LakeTable.ARTIFACTS))
        .filteredOn(row -> "notes.txt".equals(row.get("name")))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("sha256", null));
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.code()).isEqualTo("link_leaves_tree");
              assertThat(reject.reason()).startsWith("b is a link to " + outside.toRealPath());
            });
  }

  @Test
  void a_link_is_followed_into_a_folder_that_was_named() throws IOException {
    Path shared = Files.createDirectory(temp.resolve("shared"));
    Path stats = shared.resolve("s.json");
    Chain.write(stats, "{\"sharpe\": 7}");
    Path folder = Chain.of("a").writeTo(results.resolve("a"));
    Files.deleteIfExists(folder.resolve("stats.json"));
    Files.createSymbolicLink(folder.resolve("stats.json"), stats);
    IngestOptions following = Probe.OPTIONS.withFollowLinks(true);

    assertThat(Probe.ingest(lake, following, results).rejected()).isEqualTo(1);
    assertThat(Probe.ingest(lake, Probe.OPTIONS, results, shared).rejected()).isEqualTo(1);
    IngestResult named = Probe.ingest(lake, following, results, shared);

    assertThat(named.added()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 7.0);
    assertThat(Probe.rejects(lake)).isEmpty();
  }

  @Test
  void a_file_over_the_limit_is_named_with_the_option() {
    Chain.of("big").file("equity.csv", "x".repeat(5_000)).writeTo(results.resolve("big"));
    Chain.of("small").writeTo(results.resolve("small"));

    IngestResult result =
        Probe.ingest(lake, Probe.OPTIONS.withMaxFileSize(4_500).withThreads(1), results);

    assertThat(result.added()).isEqualTo(1);
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.code()).isEqualTo("too_large");
              assertThat(reject.reason()).contains("equity.csv", "5,000");
            });
  }

  @Test
  void a_run_id_that_climbs_out_or_never_ends_is_refused() {
    Chain.of("../x").writeTo(results.resolve("climbs"));
    Chain.of("x".repeat(10_000)).writeTo(results.resolve("long"));
    Chain.of("x".repeat(1_024)).writeTo(results.resolve("longest"));

    IngestResult result = ingest();

    assertThat(result.added()).isEqualTo(1);
    assertThat(Probe.rejects(lake))
        .extracting(Probe.Reject::code)
        .containsExactly("invalid_run_id", "invalid_run_id");
  }

  @Test
  void a_parquet_file_cut_short_and_a_csv_with_a_broken_row_are_refused() throws IOException {
    Path cut = Chain.of("cut").writeTo(results.resolve("cut"));
    byte[] trades = Files.readAllBytes(cut.resolve("trades.parquet"));
    Files.write(cut.resolve("trades.parquet"), java.util.Arrays.copyOf(trades, trades.length / 2));
    Chain.settle(cut);
    Chain.of("csv")
        .file("equity.csv", "timestamp,equity\n2024-01-01,1\n2024-01-02,one\n")
        .writeTo(results.resolve("csv"));

    ingest();

    assertThat(Probe.rejects(lake))
        .extracting(Probe.Reject::code)
        .containsExactly("invalid_csv", "invalid_parquet");
    assertThat(Probe.rejects(lake).getFirst().reason()).contains("line 3");
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
