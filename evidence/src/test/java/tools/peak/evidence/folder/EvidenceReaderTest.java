package tools.peak.evidence.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tools.peak.evidence.folder.Folders.META;
import static tools.peak.evidence.folder.Folders.folder;
import static tools.peak.evidence.folder.Folders.problems;
import static tools.peak.evidence.folder.Folders.read;
import static tools.peak.evidence.folder.Folders.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.EvidenceFiles;

class EvidenceReaderTest {
  private static final String SNAPSHOT = EvidenceFiles.SNAPSHOT;

  @TempDir Path root;

  @Test
  void a_minimal_chain_is_a_run() throws IOException {
    Run run = run(folder(root.resolve("x"), SNAPSHOT, META, "report_snippet.md", "# hi\n"));

    assertThat(run.runId()).isEqualTo("r");
    assertThat(run.params()).isEmpty();
    assertThat(run.paramsJson()).isEqualTo("{}");
    assertThat(run.stats()).isEmpty();
    assertThat(run.equity().size()).isZero();
    assertThat(run.trades().size()).isZero();
    assertThat(run.artifacts())
        .containsExactly(
            new Artifact(
                SNAPSHOT,
                39,
                "559da1d03c8ab7a06b7da1c3c42c24723f8fa607f3b7ae57ef62d0106699e5f1",
                META),
            new Artifact(
                "report_snippet.md",
                5,
                "045d2d07c2db3b9e6cef022457ee89434045a508c2dadccf9abe182ad633c273",
                "# hi\n"));
  }

  @Test
  void attributes_come_from_meta() throws IOException {
    Meta meta =
        run(folder(
                root.resolve("x"),
                SNAPSHOT,
                """
                {"meta": {"run_id": "a/b é", "strategy": "macd", "symbol": "BTC/EUR", "stage": "live",
                 "git_sha": null, "runner": "run.py", "data_source": "dummy",
                 "timestamp": "2026-11-23T04:22:48.627856Z", "start_date": "2026-11-10",
                 "end_date": "2026-11-23T10:00:00", "source_tool": "peak", "source_version": "1.2",
                 "trace_id": "0af7651916cd43dd8448eb211c80319c", "extra": {"deep": [1]}}}
                """))
            .meta();

    assertThat(meta.runId()).isEqualTo("a/b é");
    assertThat(meta.strategy()).isEqualTo("macd");
    assertThat(meta.symbol()).isEqualTo("BTC/EUR");
    assertThat(meta.stage()).isEqualTo("live");
    assertThat(meta.gitSha()).isNull();
    assertThat(meta.runner()).isEqualTo("run.py");
    assertThat(meta.dataSource()).isEqualTo("dummy");
    assertThat(meta.timestamp()).isEqualTo(Instant.parse("2026-11-23T04:22:48.627856Z"));
    assertThat(meta.startDate()).isEqualTo(LocalDate.of(2026, 11, 10));
    assertThat(meta.endDate()).isEqualTo(LocalDate.of(2026, 11, 23));
    assertThat(meta.sourceTool()).isEqualTo("peak");
    assertThat(meta.sourceVersion()).isEqualTo("1.2");
    assertThat(meta.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(meta.values())
        .contains(new Value("extra.deep", Value.Type.LIST, "[1]", null))
        .hasSize(14);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T04:22:48.627856Z, 2026-11-23T04:22:48.627856Z",
    "2026-11-23T04:22:48Z, 2026-11-23T04:22:48Z",
    "2026-11-23T04:22:48+02:00, 2026-11-23T02:22:48Z",
    "2026-11-23T04:22:48, 2026-11-23T04:22:48Z",
    "2026-11-23 04:22:48, 2026-11-23T04:22:48Z",
    "yesterday, ",
  })
  void a_timestamp_is_read_in_every_style_or_absent(String text, Instant expected)
      throws IOException {
    String json = "{\"meta\": {\"timestamp\": \"" + text + "\"}}";

    assertThat(run(folder(root.resolve("x"), SNAPSHOT, json)).meta().timestamp())
        .isEqualTo(expected);
  }

  @Test
  void an_attribute_of_another_type_is_its_text_or_absent_and_stays_among_the_values()
      throws IOException {
    Meta meta =
        run(folder(
                root.resolve("x"),
                SNAPSHOT,
                "{\"meta\": {\"strategy\": 5, \"stage\": true, \"symbol\": [\"a\"],"
                    + " \"runner\": {\"n\": 1}, \"timestamp\": 17, \"start_date\": \"soon\"}}"))
            .meta();

    assertThat(meta.strategy()).isEqualTo("5");
    assertThat(meta.stage()).isEqualTo("true");
    assertThat(meta.symbol()).isNull();
    assertThat(meta.runner()).isNull();
    assertThat(meta.timestamp()).isNull();
    assertThat(meta.startDate()).isNull();
    assertThat(meta.values())
        .extracting(Value::key)
        .containsExactly("strategy", "stage", "symbol", "runner.n", "timestamp", "start_date");
  }

  @Test
  void a_run_without_an_id_is_named_by_its_folder() throws IOException {
    assertThat(run(folder(root.resolve("my run"), SNAPSHOT, "{\"meta\": {}}")).runId())
        .isEqualTo("my run");
    assertThat(run(folder(root.resolve("b"), SNAPSHOT, "{\"meta\": {\"run_id\": null}}")).runId())
        .isEqualTo("b");
    assertThat(run(folder(root.resolve("c"), SNAPSHOT, "{\"meta\": {\"run_id\": 7}}")).runId())
        .isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a\\\\b", "..a", "a..b", "a/b..", "/abs", "Ünïcödé 日本", ".", "a b"})
  void a_run_id_may_be_nearly_anything(String runId) throws IOException {
    String json = "{\"meta\": {\"run_id\": \"" + runId + "\"}}";

    assertThat(run(folder(root.resolve("x"), SNAPSHOT, json)).runId())
        .isEqualTo(runId.replace("\\\\", "\\"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "../x,           run_id '../x' has a '..' segment",
        "a/../b,         run_id 'a/../b' has a '..' segment",
        "a\\\\..,        run_id 'a\\..' has a '..' segment",
        "..,             run_id '..' has a '..' segment",
        "``,             run_id is empty",
        "a\\u0000b,      run_id 'a\uFFFDb' has a NUL character",
      })
  void a_run_id_that_climbs_is_refused(String runId, String reason) throws IOException {
    String json = "{\"meta\": {\"run_id\": \"" + runId + "\"}}";

    assertThat(problems(folder(root.resolve("x"), SNAPSHOT, json)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("invalid_run_id");
              assertThat(problem.reason()).isEqualTo(reason);
            });
  }

  @Test
  void a_run_id_of_10_000_characters_is_refused_in_one_short_line() throws IOException {
    assertThat(runIdOfLength(10_000))
        .isEqualTo("run_id '" + "é".repeat(60) + "…' has 10,000 characters, more than 1,024");
    assertThat(runIdOfLength(1_025)).contains("1,025 characters");
    assertThat(
            run(folder(
                    root.resolve("ok"),
                    SNAPSHOT,
                    "{\"meta\": {\"run_id\": \"" + "🚀".repeat(1_024) + "\"}}"))
                .runId())
        .hasSize(2_048);
  }

  private String runIdOfLength(int length) throws IOException {
    String json = "{\"meta\": {\"run_id\": \"" + "é".repeat(length) + "\"}}";
    return problems(folder(root.resolve("x"), SNAPSHOT, json)).get(0).reason();
  }

  @Test
  void a_run_id_that_is_no_text_is_refused() throws IOException {
    assertThat(problems(folder(root.resolve("x"), SNAPSHOT, "{\"meta\": {\"run_id\": [1]}}")))
        .containsExactly(new Problem.InvalidRunId("is no text"));
    assertThat(
            problems(folder(root.resolve("x"), SNAPSHOT, "{\"meta\": {\"run_id\": {\"a\": 1}}}")))
        .containsExactly(new Problem.InvalidRunId("is no text"));
  }

  @Test
  void artifacts_without_a_snapshot_are_refused_by_name() throws IOException {
    assertThat(
            problems(
                folder(root.resolve("x"), "stats.json", "{}", "equity.csv", "timestamp,equity\n")))
        .containsExactly(new Problem.MissingSnapshot("equity.csv, stats.json"));
  }

  @Test
  void another_tool_s_snapshot_is_passed_over_whatever_lies_beside_it() throws IOException {
    assertThat(
            read(folder(root.resolve("x"), SNAPSHOT, "{\"model\": 1}", "stats.json", "not json")))
        .isEqualTo(new Reading.NotARun());
  }

  @Test
  void a_truncated_file_is_refused_by_name() throws IOException {
    assertThat(problems(folder(root.resolve("x"), SNAPSHOT, META, "stats.json", "{\"a\": 1,")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem).isInstanceOf(Problem.InvalidJson.class);
              assertThat(problem.reason()).startsWith("stats.json: line 1, column 9: ");
            });
  }

  @Test
  void everything_that_is_wrong_is_said_at_once_with_the_run_s_name() throws IOException {
    Path folder =
        folder(
            root.resolve("x"),
            SNAPSHOT,
            META,
            "stats.json",
            "",
            "equity.csv",
            "timestamp,equity\n1,x\n",
            "trades.parquet",
            "PAR1");

    assertThat(read(folder))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> {
              assertThat(refused.runId()).isEqualTo("r");
              assertThat(refused.problems())
                  .extracting(Problem::code)
                  .containsExactly("invalid_json", "invalid_csv", "invalid_parquet");
            });
  }

  @Test
  void empty_files_are_refused_by_name() throws IOException {
    assertThat(problems(folder(root.resolve("x"), SNAPSHOT, "")))
        .containsExactly(new Problem.InvalidJson(SNAPSHOT, "is empty"));
    assertThat(problems(folder(root.resolve("y"), SNAPSHOT, META, "trades.parquet", "")))
        .extracting(Problem::code)
        .containsExactly("invalid_parquet");
  }

  @Test
  void a_parquet_file_cut_short_anywhere_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(Samples.folder("e_zero").resolve("trades.parquet"));
    Path folder = folder(root.resolve("x"), SNAPSHOT, META);
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(folder.resolve("trades.parquet"), Arrays.copyOf(whole, length));
      assertThat(problems(folder)).extracting(Problem::code).containsExactly("invalid_parquet");
    }
  }

  @Test
  void small_texts_are_kept_and_rows_telemetry_binaries_and_large_files_are_not()
      throws IOException {
    Path folder =
        folder(
            root.resolve("x"),
            SNAPSHOT,
            META,
            "stats.json",
            "{}",
            "equity.csv",
            "timestamp,equity\n",
            "report_snippet.md",
            "naïve",
            "telemetry.jsonl",
            "{}\n",
            "notes.txt",
            "mine",
            "64k.txt",
            "x".repeat(64 << 10),
            "more.txt",
            "x".repeat((64 << 10) + 1),
            "nul.txt",
            "a\0b");
    Files.write(folder.resolve("latin1.txt"), new byte[] {(byte) 0xE9});
    Files.copy(
        Samples.folder("e_zero").resolve("trades.parquet"), folder.resolve("trades.parquet"));

    List<Artifact> artifacts = run(folder).artifacts();

    assertThat(artifacts)
        .extracting(Artifact::name)
        .containsExactly(
            "64k.txt",
            SNAPSHOT,
            "equity.csv",
            "latin1.txt",
            "more.txt",
            "notes.txt",
            "nul.txt",
            "report_snippet.md",
            "stats.json",
            "telemetry.jsonl",
            "trades.parquet");
    assertThat(artifacts)
        .filteredOn(artifact -> artifact.content() != null)
        .extracting(Artifact::name)
        .containsExactly("64k.txt", SNAPSHOT, "notes.txt", "report_snippet.md", "stats.json");
    assertThat(artifacts)
        .filteredOn(a -> a.name().equals("report_snippet.md"))
        .first()
        .extracting(Artifact::content)
        .isEqualTo("naïve");
  }

  @Test
  void every_file_is_hashed_and_telemetry_is_no_part_of_the_evidence() throws IOException {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META, "stats.json", "{}");
    folder(folder.resolve("sub"), SNAPSHOT, META);
    String before = run(folder).evidenceSha256();

    folder(folder, "telemetry.jsonl", "{}\n");
    assertThat(run(folder).evidenceSha256()).isEqualTo(before);
    assertThat(run(folder).artifacts()).hasSize(3);

    folder(folder, "other.bin", "x");
    assertThat(run(folder).evidenceSha256()).isNotEqualTo(before);
  }

  @Test
  void an_old_trades_file_left_behind_is_read_and_hashed_like_any_other() throws IOException {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META);
    Files.copy(
        Samples.folder("s_macd").resolve("trades.parquet"), folder.resolve("trades.parquet"));

    Run run = run(folder);

    assertThat(run.trades().size()).isEqualTo(175);
    assertThat(run.artifacts()).hasSize(2);
  }

  @Test
  void a_needed_link_that_leaves_the_tree_refuses_its_run_and_one_that_stays_is_read()
      throws IOException {
    Path outside = Files.writeString(root.resolve("outside.json"), "{\"a\": 1}");
    Path folder = folder(root.resolve("x"), SNAPSHOT, META);
    Path link = Files.createSymbolicLink(folder.resolve("stats.json"), outside);
    assertThat(problems(folder))
        .extracting(Problem::reason)
        .containsExactly(
            "stats.json is a link to %s, outside of what was scanned: name %s as well, and have"
                    .formatted(outside.toRealPath(), root.toRealPath())
                + " links followed");

    Files.delete(link);
    folder(folder, "target.json", "{\"a\": 1}");
    Files.createSymbolicLink(link, folder.resolve("target.json"));
    assertThat(run(folder).stats()).containsExactly(new Stat("a", 1.0, null));
  }

  @Test
  void a_file_that_became_a_link_since_the_walk_is_not_followed() throws IOException {
    Path outside = Files.writeString(root.resolve("outside.json"), "{}");
    Path folder = folder(root.resolve("x"), SNAPSHOT, META, "stats.json", "{}");
    RunFolder seen = Folders.look(folder);
    Files.delete(folder.resolve("stats.json"));
    Files.createSymbolicLink(folder.resolve("stats.json"), outside);

    assertThat(new EvidenceReader(ReadLimits.DEFAULT).read(seen))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .isInstanceOf(Problem.Unreadable.class));
  }

  @Test
  void a_file_that_is_gone_since_the_walk_is_unreadable() throws IOException {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META, "stats.json", "{}");
    RunFolder seen = Folders.look(folder);
    Files.delete(folder.resolve("stats.json"));

    assertThat(new EvidenceReader(ReadLimits.DEFAULT).read(seen))
        .isEqualTo(
            new Reading.Refused("r", List.of(new Problem.Unreadable("stats.json", "is gone"))));
  }

  @Test
  void a_folder_in_the_place_of_an_artifact_is_unreadable() throws IOException {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META);
    folder(folder.resolve("equity.csv"));

    assertThat(problems(folder))
        .singleElement()
        .extracting(Problem::reason)
        .isEqualTo("equity.csv: is a folder of parts: write one file");
  }

  @Test
  void a_file_over_the_limit_is_refused_by_name() throws IOException {
    Path folder =
        folder(
            root.resolve("x"), SNAPSHOT, META, "stats.json", " ".repeat(99) + "{}", "b.txt", "x");

    assertThat(problems(folder, ReadLimits.DEFAULT.withMaxFileSize(100)))
        .containsExactly(new Problem.TooLarge("stats.json", 101, 100));
    assertThat(problems(folder, new ReadLimits(1_000, 10, 10, 10, 10, 1L << 26)))
        .containsExactly(
            new Problem.InvalidJson(SNAPSHOT, "has 39 bytes, more than the 10 that can be held"),
            new Problem.InvalidJson(
                "stats.json", "has 101 bytes, more than the 10 that can be held"));
  }

  @Test
  void a_stranger_that_can_t_be_read_is_listed_without_a_digest_and_said() throws IOException {
    Path outside = Files.writeString(root.resolve("outside.txt"), "12345").toRealPath();
    Path folder =
        folder(root.resolve("x"), SNAPSHOT, META, "b.txt", "x", "model.bin", "x".repeat(101));
    Files.createSymbolicLink(folder.resolve("notes.txt"), outside);
    Files.createSymbolicLink(folder.resolve("report_snippet.md"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("telemetry.jsonl"), outside);

    Reading reading = read(folder, ReadLimits.DEFAULT.withMaxFileSize(100));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Loaded.class,
            loaded -> {
              assertThat(loaded.run().artifacts())
                  .filteredOn(artifact -> artifact.sha256() == null)
                  .containsExactly(
                      new Artifact("model.bin", 101, null, null),
                      new Artifact("notes.txt", 5, null, null),
                      new Artifact("report_snippet.md", 0, null, null),
                      new Artifact("telemetry.jsonl", 5, null, null));
              assertThat(loaded.notices())
                  .extracting(Notice::file, Notice::code, Notice::detail)
                  .containsExactlyInAnyOrder(
                      tuple(
                          "model.bin",
                          "no_digest",
                          "has 101 bytes, over the limit of 100; it is listed"
                              + " without a digest"),
                      tuple(
                          "notes.txt",
                          "link_leaves_tree",
                          ("is a link to %s, outside of what was scanned: name %s as well, and have"
                                  + " links followed; it is listed without a digest")
                              .formatted(outside, outside.getParent())),
                      tuple(
                          "report_snippet.md",
                          "no_digest",
                          "is a link that leads to no file; it is listed without a digest"),
                      tuple(
                          "telemetry.jsonl",
                          "telemetry_left_out",
                          ("telemetry.jsonl is a link to %s, outside of what was scanned: name %s"
                                  + " as well, and have links followed")
                              .formatted(outside, outside.getParent())));
            });
  }

  @Test
  void a_time_far_ahead_is_said() throws IOException {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Path folder = folder(root.resolve("x"), SNAPSHOT, META, "a.txt", "a", "b.txt", "b");
    Folders.setTime(folder.resolve(SNAPSHOT), now);
    Folders.setTime(folder.resolve("a.txt"), now.plusSeconds(86_400));
    Folders.setTime(folder.resolve("b.txt"), now.plusSeconds(86_401));

    assertThat(new EvidenceReader(ReadLimits.DEFAULT, () -> now).read(Folders.look(folder)))
        .isInstanceOfSatisfying(
            Reading.Loaded.class,
            loaded ->
                assertThat(loaded.notices())
                    .containsExactly(
                        new Notice(
                            "b.txt",
                            "future_time",
                            "its time is 2026-01-02T00:00:01Z, more than a day ahead: loaded"
                                + " without waiting for it")));
  }

  @Test
  void a_stranger_whose_name_is_no_text_is_listed_without_a_digest() throws Exception {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META);
    Process made =
        new ProcessBuilder("bash", "-c", "printf 12345 >\"$(printf 'a\\xff')\"")
            .directory(folder.toFile())
            .start();
    assumeTrue(made.waitFor() == 0, "the file system takes any bytes as a name");

    assertThat(run(folder).artifacts()).contains(new Artifact("a\uFFFD", 5, null, null));
  }

  @Test
  void an_interrupted_thread_blames_no_file() throws IOException {
    RunFolder folder = Folders.look(folder(root.resolve("x"), SNAPSHOT, META));
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> reader.read(folder)).isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(reader.read(folder)).isInstanceOf(Reading.Loaded.class);
  }

  @Test
  void points_and_trades_are_bounded() throws IOException {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META);
    for (String name : List.of("equity.csv", "trades.parquet")) {
      Files.copy(Samples.folder("s_macd").resolve(name), folder.resolve(name));
    }

    assertThat(problems(folder, new ReadLimits(1 << 20, 1 << 20, 1 << 20, 2_000, 174, 1L << 26)))
        .extracting(Problem::reason)
        .containsExactly(
            "equity.csv line 2002: more than 2,000 rows",
            "trades.parquet: has 175 rows, more than the 174 that can be held");
    assertThat(read(folder, new ReadLimits(1 << 20, 1 << 20, 1 << 20, 2_001, 175, 1L << 26)))
        .isInstanceOf(Reading.Loaded.class);
  }

  @Test
  void damaged_files_are_read_or_refused_and_never_more() throws IOException {
    Random random = new Random(3);
    Path folder = folder(root.resolve("x"));
    List<String> names =
        List.of(SNAPSHOT, "stats.json", "equity.csv", "trades.parquet", "report_snippet.md");
    for (String name : names) {
      Files.copy(Samples.folder("e_zero").resolve(name), folder.resolve(name));
    }
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      Path file = folder.resolve(names.get(i % 4));
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, damaged(whole, random));
      if (reader.read(Folders.look(folder)) instanceof Reading.Refused) {
        refused++;
      }
      Files.write(file, whole);
    }
    assertThat(refused).isBetween(100, 399);
    assertThat(reader.read(Folders.look(folder))).isInstanceOf(Reading.Loaded.class);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged =
        random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  @Test
  void a_reader_goes_on_after_a_refusal_and_after_a_large_file() throws IOException {
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    Path bad = folder(root.resolve("bad"), SNAPSHOT, "{", "equity.csv", "timestamp,equity\nx,y\n");
    Path large = folder(root.resolve("large"), SNAPSHOT, META);
    try (OutputStream out = Files.newOutputStream(large.resolve("stats.json"))) {
      out.write('{');
      out.write(" ".repeat(5 << 20).getBytes(US_ASCII));
      out.write('}');
    }
    Path good = folder(root.resolve("good"), SNAPSHOT, META, "stats.json", "{\"a\": 1}");

    assertThat(reader.read(Folders.look(bad))).isInstanceOf(Reading.Refused.class);
    assertThat(reader.read(Folders.look(large))).isInstanceOf(Reading.Loaded.class);
    assertThat(reader.read(Folders.look(good)))
        .isInstanceOfSatisfying(
            Reading.Loaded.class,
            loaded -> assertThat(loaded.run().stats()).containsExactly(new Stat("a", 1.0, null)));
  }

  @Test
  void a_curve_of_half_a_million_points_is_read_in_chunks() throws IOException {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META);
    StringBuilder csv = new StringBuilder("timestamp,equity\n");
    for (int i = 0; i < 500_000; i++) {
      csv.append(Instant.ofEpochSecond(1_700_000_000L + i * 60L).toString(), 0, 19)
          .append(',')
          .append(10_000 + i / 7.0)
          .append('\n');
    }
    Files.writeString(folder.resolve("equity.csv"), csv);

    Run run = run(folder);

    assertThat(run.equity().size()).isEqualTo(500_000);
    assertThat(run.equity().timestamps().get(499_999))
        .isEqualTo((1_700_000_000L + 499_999 * 60L) * 1_000_000);
    assertThat(run.equity().equity().get(499_999)).isEqualTo(10_000 + 499_999 / 7.0);
  }

  @Test
  void nothing_in_the_folder_is_changed() throws IOException {
    Path folder = folder(root.resolve("x"), SNAPSHOT, META, "stats.json", "{", "notes", "n");
    RunFolder before = Folders.look(folder);

    new EvidenceReader(ReadLimits.DEFAULT).read(before);

    assertThat(Folders.look(folder)).isEqualTo(before);
  }
}
