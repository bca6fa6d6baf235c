package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.schema.LakeTable;

final class ContentTest {
  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake = Lake.openOrCreate(temp.resolve("lake"));
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  private Map<String, Map<String, @Nullable Object>> load(int expected) {
    IngestResult result = Probe.ingest(lake, results);
    assertThat(Probe.rejects(lake)).isEmpty();
    assertThat(result.added()).isEqualTo(expected);
    return Probe.runs(lake);
  }

  @Test
  void ids_and_paths_may_be_any_text_and_none_becomes_a_path() {
    List<String> ids =
        List.of(
            "plain",
            "with space",
            "it's \"quoted\"",
            "größe 夏普 \uD83D\uDE80",
            "a/b/c",
            "./x",
            "..x",
            "x..",
            "/etc/passwd",
            "C:\\x",
            "*?[a]{b}",
            "'; DROP TABLE runs; --",
            "new\nline\tand tab",
            "${HOME} $(id)",
            "%s%d%n",
            "x".repeat(1_024),
            " ",
            "a\u0301 \u00e1",
            "e\u0301");
    for (int i = 0; i < ids.size(); i++) {
      Chain.of(ids.get(i)).writeTo(results.resolve(i + " it's \"ü\" [*]"));
    }

    Map<String, Map<String, @Nullable Object>> runs = load(ids.size());

    assertThat(runs.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    for (int i = 0; i < ids.size(); i++) {
      assertThat(runs.get(ids.get(i)))
          .containsEntry("source_path", results.resolve(i + " it's \"ü\" [*]").toString());
    }
    Chain.of(ids.get(5)).stat("sharpe", "4").writeTo(results.resolve("5 it's \"ü\" [*]"));
    assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);
    assertThat(Probe.runs(lake).get(ids.get(5))).containsEntry("sharpe", 4.0);
    assertThat(temp).isDirectoryNotContaining(path -> path.endsWith("x"));
  }

  @Test
  void a_stage_may_be_any_text_of_any_length() {
    List<String> stages =
        List.of("s".repeat(300), "a/b", "..", "it's", "größe", "__HIVE_DEFAULT_PARTITION__", "");
    for (int i = 0; i < stages.size(); i++) {
      Chain.of("r" + i)
          .meta("stage", Chain.quoted(stages.get(i)))
          .writeTo(results.resolve("r" + i));
    }

    Map<String, Map<String, @Nullable Object>> runs = load(stages.size());

    for (int i = 0; i < stages.size(); i++) {
      assertThat(runs.get("r" + i)).containsEntry("stage", stages.get(i));
      Chain.of("r" + i)
          .meta("stage", Chain.quoted(stages.get(i)))
          .stat("sharpe", "2")
          .writeTo(results.resolve("r" + i));
    }
    assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(stages.size());
    assertThat(Probe.table(lake, LakeTable.EQUITY).rows()).isEqualTo(3L * stages.size());
  }

  @Test
  void a_run_without_timestamp_or_stage_has_a_place_too() {
    Chain.of("a").withoutMeta("timestamp").writeTo(results.resolve("a"));
    Chain.of("b").withoutMeta("stage").writeTo(results.resolve("b"));
    Chain.bare("c").writeTo(results.resolve("c"));
    Chain.of("d").meta("timestamp", "\"never\"").meta("stage", "7").writeTo(results.resolve("d"));

    Map<String, Map<String, @Nullable Object>> runs = load(4);

    assertThat(runs.get("a")).containsEntry("timestamp", null).containsEntry("stage", "backtest");
    assertThat(runs.get("b")).containsEntry("stage", null);
    assertThat(runs.get("c")).containsEntry("strategy", null).containsEntry("timestamp", null);
    Chain.of("a").withoutMeta("timestamp").stat("sharpe", "3").writeTo(results.resolve("a"));
    assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 3.0);
  }

  @Test
  void times_are_utc_microseconds_from_the_first_year_to_the_last() {
    Chain.of("a")
        .meta("timestamp", "\"2024-11-05T10:00:00.123456Z\"")
        .writeTo(results.resolve("a"));
    Chain.of("b")
        .meta("timestamp", "\"0001-01-01T00:00:00Z\"")
        .meta("start_date", "\"0001-01-01\"")
        .writeTo(results.resolve("b"));
    Chain.of("c")
        .meta("timestamp", "\"9999-12-31T23:59:59.999999Z\"")
        .meta("start_date", "\"9999-12-31\"")
        .writeTo(results.resolve("c"));
    Chain.of("d").meta("timestamp", "\"1969-12-31T23:59:59Z\"").writeTo(results.resolve("d"));
    Chain.of("e").meta("timestamp", "\"99999999-01-01T00:00:00Z\"").writeTo(results.resolve("e"));

    Map<String, Map<String, @Nullable Object>> runs = load(5);

    assertThat(runs.get("a"))
        .containsEntry("timestamp", OffsetDateTime.parse("2024-11-05T10:00:00.123456Z"))
        .containsEntry("start_date", LocalDate.parse("2024-10-01"));
    assertThat(runs.get("b"))
        .containsEntry("timestamp", OffsetDateTime.parse("0001-01-01T00:00:00Z"))
        .containsEntry("start_date", LocalDate.parse("0001-01-01"));
    assertThat(runs.get("c"))
        .containsEntry("timestamp", OffsetDateTime.parse("9999-12-31T23:59:59.999999Z"));
    assertThat(runs.get("d"))
        .containsEntry("timestamp", OffsetDateTime.parse("1969-12-31T23:59:59Z"));
  }

  @Test
  void nul_characters_and_lone_surrogates_do_not_stop_a_batch() {
    Chain.of("a")
        .meta("strategy", "\"nul\\u0000here\"")
        .meta("note", "\"lone \\ud800 surrogate\"")
        .param("p\\u0000", "\"\\udc00\"")
        .file("notes.txt", "a\0b")
        .writeTo(results.resolve("a"));
    Chain.bare("b").meta("run_id", "\"b\\ud800\"").writeTo(results.resolve("b"));
    Chain.bare("c").meta("run_id", "\"b\\ud801\"").writeTo(results.resolve("c"));

    IngestResult result = Probe.ingest(lake, results);

    assertThat(result.added() + result.rejected()).isEqualTo(3);
    assertThat(Probe.runs(lake)).hasSize(Math.toIntExact(result.added()));
    assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(result.added());
  }

  @Test
  void the_first_point_of_a_curve_stands_there_twice_and_gaps_stay_gaps() {
    Chain.of("a")
        .file(
            "equity.csv",
            """
            timestamp,equity
            2024-10-01T00:00:00,
            2024-10-01T00:00:00,1000
            2024-01-01 00:00:00.500000+00:00,NaN
            2024-10-01T02:00:00+02:00,-inf
            """)
        .writeTo(results.resolve("a"));
    load(1);

    List<Map<String, @Nullable Object>> points = Probe.rows(lake, LakeTable.EQUITY);
    assertThat(points).extracting(point -> point.get("seq")).containsExactly(0, 1, 2, 3);
    assertThat(points)
        .extracting(point -> point.get("equity"))
        .containsExactly(null, 1000.0, Double.NaN, Double.NEGATIVE_INFINITY);
    assertThat(points)
        .extracting(point -> point.get("timestamp"))
        .containsExactly(
            OffsetDateTime.parse("2024-10-01T00:00:00Z"),
            OffsetDateTime.parse("2024-10-01T00:00:00Z"),
            OffsetDateTime.parse("2024-01-01T00:00:00.5Z"),
            OffsetDateTime.parse("2024-10-01T00:00:00Z"));
    assertThat(points)
        .extracting(point -> point.get("run_timestamp"))
        .containsOnly(OffsetDateTime.parse("2024-11-05T10:00:00Z"));
  }

  @Test
  void a_chain_may_be_minimal_or_have_an_empty_curve() {
    Chain.bare("bare").writeTo(results.resolve("bare"));
    Chain.bare("stats").stat("sharpe", "1").writeTo(results.resolve("stats"));
    Chain.bare("header")
        .file("equity.csv", "timestamp,equity\n")
        .writeTo(results.resolve("header"));

    assertThat(load(3).keySet()).containsExactly("bare", "header", "stats");
    assertThat(Probe.table(lake, LakeTable.EQUITY).rows()).isZero();
    assertThat(Probe.table(lake, LakeTable.TRADES).rows()).isZero();
  }

  @Test
  void parameters_and_meta_are_typed_and_flattened() {
    Chain.of("a")
        .param("fast", "10")
        .param("slow", "\"10\"")
        .param("deep", "{\"a\": {\"b\": 1.5}}")
        .param("list", "[1, \"x\"]")
        .param("none", "null")
        .param("yes", "true")
        .meta("effective_cost_config", "{\"fee_bps\": 10}")
        .writeTo(results.resolve("a"));

    load(1);
    String params = String.valueOf(Probe.run(lake, "a").get("params"));

    assertThat(params)
        .contains("fast={type=int, value=10, number=10.0}")
        .contains("slow={type=string, value=10, number=null}")
        .contains("deep.a.b={type=float, value=1.5, number=1.5}");
    assertThat(String.valueOf(Probe.run(lake, "a").get("meta")))
        .contains("effective_cost_config.fee_bps={type=int, value=10, number=10.0}");
  }

  @Test
  void small_texts_are_kept_whole_and_others_by_their_hash() throws IOException {
    Path folder = Chain.of("a").file("notes.txt", "grüß\n").writeTo(results.resolve("a"));
    Files.write(
        folder.resolve("plot.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff});
    Files.writeString(folder.resolve("big.txt"), "x".repeat(70_000));
    Chain.settle(folder);
    load(1);

    Map<Object, Map<String, @Nullable Object>> files = new java.util.HashMap<>();
    Probe.rows(lake, LakeTable.ARTIFACTS).forEach(row -> files.put(row.get("name"), row));
    assertThat(files.get("notes.txt"))
        .containsEntry("content", "grüß\n")
        .containsEntry("bytes", 7L);
    assertThat(files.get("report_snippet.md")).containsEntry("content", "# a\n");
    assertThat(files.get("plot.png")).containsEntry("content", null).containsEntry("bytes", 6L);
    assertThat(files.get("big.txt"))
        .containsEntry("content", null)
        .containsEntry("bytes", 70_000L)
        .containsEntry(
            "sha256", "bca09f4a757d5571c7d9f3341d4301f3c391c090826acc1a3013c6bcb7c01722");
  }
}
