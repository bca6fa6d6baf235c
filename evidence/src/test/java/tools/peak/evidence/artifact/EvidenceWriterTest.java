package tools.peak.evidence.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.Folders;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolderGenerator;
import tools.peak.evidence.folder.Samples;
import tools.peak.evidence.text.JsonText;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

class EvidenceWriterTest {
  private final RunFolderGenerator generator = new RunFolderGenerator(42);

  @TempDir Path root;

  @Test
  void what_is_written_is_read_again() throws IOException {
    for (int trades : new int[] {0, 1, 40}) {
      RunDocument document = generator.document("r" + trades, 500, trades);
      Path folder = root.resolve("f" + trades);

      EvidenceWriter.write(folder, document);
      Run run = Folders.run(folder);

      assertThat(run.runId()).isEqualTo("r" + trades);
      assertThat(run.stats()).isEqualTo(document.stats());
      assertThat(run.equity()).isEqualTo(document.equity());
      assertThat(run.trades()).isEqualTo(document.trades());
      assertThat(JsonText.compact(run.meta().json())).isEqualTo(document.metaJson());
      assertThat(JsonText.compact(run.paramsJson())).isEqualTo(document.paramsJson());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"e_zero", "s_macd", "legacy_my_strategy", "min_stats"})
  void a_sample_that_is_read_written_and_read_is_the_same_run(String name) throws IOException {
    Run sample = Folders.run(Samples.folder(name));
    Path folder = root.resolve(name);

    EvidenceWriter.write(folder, RunDocument.of(sample));

    Run again = Folders.run(folder);
    assertThat(again)
        .isEqualTo(
            new Run(
                sample.meta(),
                sample.params(),
                sample.paramsJson(),
                sample.stats(),
                sample.curveStats(),
                sample.equity(),
                sample.trades(),
                sample.spans(),
                again.artifacts(),
                again.evidenceSha256()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"e_zero", "s_macd"})
  void a_sample_s_snapshot_and_stats_are_written_to_the_byte(String name) throws IOException {
    Path sample = Samples.folder(name);
    Path folder = root.resolve(name);

    EvidenceWriter.write(folder, RunDocument.of(Folders.run(sample)));

    for (String file : List.of(EvidenceFiles.SNAPSHOT, EvidenceFiles.STATS, EvidenceFiles.EQUITY)) {
      assertThat(folder.resolve(file)).hasSameTextualContentAs(sample.resolve(file));
    }
    assertThat(Files.readString(folder.resolve(EvidenceFiles.SNIPPET)))
        .isEqualTo(
            Files.readString(sample.resolve(EvidenceFiles.SNIPPET))
                .replace("** False", "** false")); // a boolean of JSON, not of Python
  }

  @Test
  void a_snippet_has_only_what_the_run_has() throws IOException {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("run_id", "r");
    EvidenceWriter.write(
        root.resolve("a"),
        RunDocument.of(
            meta,
            Map.of(),
            List.of(
                new Stat("sharpe", Double.NaN, null),
                new Stat("win_rate", null, "unknown"),
                new Stat("tiny", 1.5e-7, null),
                new Stat("huge", -1e22, null),
                new Stat("whole", 12345678.0, null),
                new Stat("filled_orders", 3.0, null)),
            EquityCurve.EMPTY,
            Trades.none()));

    assertThat(root.resolve("a").resolve(EvidenceFiles.SNIPPET))
        .content()
        .isEqualTo(
            """
            # Backtest Summary
            **Run ID:** `r`

            ## Performance Metrics
            - **Sharpe Ratio:** nan
            - **Win Rate:** unknown

            ## Additional Info
            - **filled_orders:** 3
            - **huge:** -1e+22
            - **tiny:** 1.5e-07
            - **whole:** 12345678.0
            """);
  }

  @Test
  void a_run_without_points_and_trades_has_neither_file() throws IOException {
    EvidenceWriter.write(root.resolve("a"), generator.document("a", 0, 0));

    assertThat(names(root.resolve("a")))
        .containsExactlyInAnyOrder("config_snapshot.json", "stats.json", "report_snippet.md");
  }

  @Test
  void more_files_come_before_the_snippet_and_the_rename_comes_last() throws IOException {
    Path folder = root.resolve("deep/er/a");
    List<String> seen = new ArrayList<>();

    try (EvidenceWriter writer = EvidenceWriter.open(folder)) {
      writer.write(generator.document("a", 5, 1));
      seen.addAll(names(writer.folder()));
      assertThat(folder).doesNotExist();
      assertThat(Folders.walk(root).folders()).isEmpty();
      Files.writeString(writer.folder().resolve("telemetry.jsonl"), "{}\n");
      writer.complete();
    }

    assertThat(seen)
        .containsExactlyInAnyOrder(
            "config_snapshot.json", "stats.json", "equity.csv", "trades.parquet");
    assertThat(names(folder)).contains("telemetry.jsonl", "report_snippet.md").hasSize(6);
    assertThat(names(root.resolve("deep/er"))).containsExactly("a");
    assertThat(Folders.look(folder).isComplete(Instant.now(), Duration.ofDays(1))).isTrue();
  }

  @Test
  void a_folder_that_is_there_is_refused_and_untouched() throws IOException {
    Path folder = Folders.folder(root.resolve("a"), "mine.txt", "mine");

    assertThatThrownBy(() -> EvidenceWriter.write(folder, generator.document("a", 5, 1)))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(names(folder)).containsExactly("mine.txt");
    assertThat(names(root)).containsExactly("a");
  }

  @Test
  void a_folder_that_came_in_the_meantime_is_refused_and_untouched() throws IOException {
    Path folder = root.resolve("a");

    try (EvidenceWriter writer = EvidenceWriter.open(folder)) {
      writer.write(generator.document("a", 5, 1));
      Folders.folder(folder, "mine.txt", "mine");
      assertThatThrownBy(writer::complete).isInstanceOf(FileAlreadyExistsException.class);
    }

    assertThat(names(folder)).containsExactly("mine.txt");
    assertThat(names(root)).containsExactly("a");
  }

  @Test
  void a_failure_leaves_nothing_behind() throws IOException {
    try (EvidenceWriter writer = EvidenceWriter.open(root.resolve("a"))) {
      writer.write(generator.document("a", 5, 1));
    } // not completed: something failed on the way

    assertThat(names(root)).isEmpty();
  }

  @Test
  void every_byte_is_synced_before_the_folder_has_its_name_and_the_name_after() throws Exception {
    List<String> synced = synced(() -> EvidenceWriter.write(root.resolve("a"), run("a")));

    assertThat(synced.subList(0, synced.size() - 1))
        .allMatch(path -> path.contains("/.peak-"))
        .extracting(path -> path.replaceAll(".*/\\.peak-[-0-9a-f]+\\.tmp", ""))
        .containsExactlyInAnyOrder(
            "",
            "/config_snapshot.json",
            "/stats.json",
            "/equity.csv",
            "/trades.parquet",
            "/report_snippet.md");
    assertThat(synced.getLast()).isEqualTo(root.toString());
  }

  @Test
  void many_are_published_together_and_what_fails_is_told_alone() throws Exception {
    List<EvidenceWriter> writers = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      EvidenceWriter writer = EvidenceWriter.open(root.resolve(name));
      writer.write(run(name));
      writer.finish();
      writers.add(writer);
    }
    Folders.folder(root.resolve("b"), "mine.txt", "mine");
    List<EvidenceWriter.Published> published = new ArrayList<>();

    List<String> synced = synced(() -> published.addAll(EvidenceWriter.publish(writers)));

    assertThat(published).extracting(EvidenceWriter.Published::writer).isEqualTo(writers);
    assertThat(published.get(0).failure()).isNull();
    assertThat(published.get(1).failure()).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(published.get(2).failure()).isNull();
    assertThat(synced).filteredOn(root.toString()::equals).hasSize(1);
    for (EvidenceWriter writer : writers) {
      writer.close();
    }
    assertThat(names(root)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(names(root.resolve("b"))).containsExactly("mine.txt");
    assertThat(Folders.run(root.resolve("c")).runId()).isEqualTo("c");
  }

  private RunDocument run(String id) throws IOException {
    return generator.document(id, 5, 1);
  }

  private interface Work {
    void run() throws Exception;
  }

  /** The files and folders that were synced meanwhile, in order, as the virtual machine saw it. */
  private List<String> synced(Work work) throws Exception {
    Path seen = Files.createTempFile("synced", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(seen);
      return RecordingFile.readAllEvents(seen).stream()
          .sorted(Comparator.comparing(RecordedEvent::getStartTime))
          .map(event -> event.getString("path"))
          .filter(path -> path.startsWith(root.toString()))
          .toList();
    } finally {
      Files.delete(seen);
    }
  }

  @Test
  void a_run_without_artifacts_is_not_completed() throws IOException {
    try (EvidenceWriter writer = EvidenceWriter.open(root.resolve("a"))) {
      assertThatThrownBy(writer::complete).isInstanceOf(IllegalStateException.class);
    }
    assertThat(names(root)).isEmpty();
  }

  @Test
  void a_run_that_could_not_be_read_again_is_not_written() throws IOException {
    RunDocument climbing =
        RunDocument.of(
            Map.of("run_id", "../x"), Map.of(), List.of(), EquityCurve.EMPTY, Trades.none());
    RunDocument broken =
        new RunDocument("{\"a\": ", "{}", List.of(), EquityCurve.EMPTY, Trades.none());

    assertThatThrownBy(() -> EvidenceWriter.write(root.resolve("a"), climbing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run_id '../x' has a '..' segment");
    assertThatThrownBy(() -> EvidenceWriter.write(root.resolve("a"), broken))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                RunDocument.of(
                    Map.of("x", new Object()),
                    Map.of(),
                    List.of(),
                    EquityCurve.EMPTY,
                    Trades.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no JSON of java.lang.Object");
    assertThat(names(root)).isEmpty();
  }

  @Test
  void fills_and_trades_without_side_come_back_as_they_were() throws IOException {
    Doubles one = Doubles.of(new double[] {1.5}, new BitSet());
    Doubles no = Doubles.missing(1);
    Times time = Times.ofMicros(new long[] {1_767_225_600_000_001L});
    Texts bar = Texts.of(new String[] {"bar"});
    Texts none = Texts.missing(1);
    Times never = Times.missing(1);
    Trades fill =
        new Trades(
            Trades.Kind.FILL,
            1,
            time,
            Texts.of(new String[] {"BTC"}),
            Texts.of(new String[] {"buy"}),
            one,
            one,
            no,
            never,
            no,
            never,
            no,
            no,
            no,
            none,
            no,
            no,
            no,
            bar,
            List.of());
    Trades portfolio =
        new Trades(
            Trades.Kind.ROUND_TRIP,
            1,
            never,
            none,
            none,
            one,
            no,
            one,
            never,
            no,
            time,
            one,
            no,
            no,
            none,
            no,
            no,
            no,
            bar,
            List.of());

    for (Trades trades : List.of(fill, portfolio)) {
      Path folder = root.resolve(trades.kind().text());
      EvidenceWriter.write(
          folder,
          RunDocument.of(Map.of("run_id", "r"), Map.of(), List.of(), EquityCurve.EMPTY, trades));
      assertThat(Folders.run(folder).trades()).isEqualTo(trades);
    }
  }

  @Test
  void generated_runs_are_found_and_loaded() throws IOException {
    generator.write(root, 20, 50, 4);

    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    Folders.Found found = Folders.walk(root);

    assertThat(found.folders()).hasSize(20);
    assertThat(found.folders().values())
        .allSatisfy(f -> assertThat(reader.read(f)).isInstanceOf(Reading.Loaded.class));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
