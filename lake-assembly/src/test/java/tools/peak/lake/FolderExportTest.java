package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.export.ExportedRun;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;

/** Runs that leave the lake as folders come into another one as they were. */
final class FolderExportTest {
  /** What a lake says of itself rather than of the run. */
  private static final List<String> OF_THE_LAKE =
      List.of("source_path", "ingest_id", "ingested_at");

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
    lake.close();
  }

  @Test
  void a_run_whose_folder_is_there_comes_out_byte_for_byte() throws IOException {
    Path original = Chain.of("a").file("notes.txt", "as\r\nit was").writeTo(results.resolve("a"));
    lake.ingest(results);

    assertThat(export("a")).singleElement().satisfies(run -> assertThat(run.isExact()).isTrue());
    for (String name :
        List.of(
            "config_snapshot.json",
            "stats.json",
            "equity.csv",
            "trades.parquet",
            "report_snippet.md",
            "notes.txt")) {
      assertThat(temp.resolve("out/a").resolve(name))
          .hasSameBinaryContentAs(original.resolve(name));
    }
    assertThat(temp.resolve("out/a").toFile().list()).hasSize(6);
    assertThat(rowsElsewhere("evidence_sha256")).isEqualTo(rows(lake, "evidence_sha256"));
  }

  @Test
  void a_run_whose_folder_is_gone_gives_equal_rows_and_says_what_was_made_anew()
      throws IOException {
    Chain.of("a").stat("NOTE", "\"text\"").stat("sharpe", "NaN").writeTo(results.resolve("a"));
    Chain.bare("b").writeTo(results.resolve("b"));
    Chain.of("it's / 100%").writeTo(results.resolve("c"));
    lake.ingest(results);
    delete(results);

    List<ExportedRun> exported = export("a", "b", "it's / 100%");
    assertThat(exported).extracting(ExportedRun::failure).containsOnlyNulls();
    assertThat(exported.get(0).changes())
        .containsExactly("trades.parquet: made anew from the lake's rows");
    assertThat(exported.get(1).isExact()).isTrue();
    assertThat(exported.get(2).folder()).hasFileName("it's %2F 100%25");
    assertThat(rowsElsewhere()).isEqualTo(rows(lake));
  }

  @Test
  void a_homemade_run_stays_one() throws IOException {
    Path folder = Files.createDirectory(results.resolve("my run"));
    Chain.write(folder.resolve("params.yaml"), "fast: 10\n");
    Chain.write(folder.resolve("metrics.json"), "{\"sharpe\": 1.5}");
    Chain.write(
        folder.resolve("trades.csv"),
        """
        entry_time,exit_time,side,size,fee,pnl,mood
        2024-10-06T00:00:00,2024-10-07T00:00:00,long,1.0,0.1,10.0,good
        2024-10-08T00:00:00,,short,2.0,0.1,,bad
        """);
    lake.ingest(results);
    delete(results);

    assertThat(export("my run"))
        .singleElement()
        .satisfies(
            run ->
                assertThat(run.changes())
                    .containsExactly("trades.csv: made anew as trades.parquet"));
    assertThat(temp.resolve("out/my run").toFile().list())
        .containsExactlyInAnyOrder("params.yaml", "metrics.json", "trades.parquet");
    assertThat(rowsElsewhere()).isEqualTo(rows(lake));
  }

  @Test
  void a_folder_that_is_there_is_left_alone_and_the_others_go_on() throws IOException {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    lake.ingest(results);
    Files.createDirectories(temp.resolve("out/a"));

    List<ExportedRun> exported = export("a", "b");
    assertThat(exported.get(0).failure()).contains("is there already");
    assertThat(exported.get(1).isExact()).isTrue();
    assertThat(temp.resolve("out/a").toFile().list()).isEmpty();
    assertThat(temp.resolve("out").toFile().list()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void a_file_that_changed_since_is_not_taken_for_the_one_that_was() throws IOException {
    Path folder = Chain.of("a").writeTo(results.resolve("a"));
    lake.ingest(results);
    Files.writeString(folder.resolve("equity.csv"), "timestamp,equity\n2024-10-01T00:00:00,1\n");

    export("a");
    assertThat(rowsElsewhere()).isEqualTo(rows(lake));
  }

  private List<ExportedRun> export(String... runIds) {
    List<ExportedRun> runs = new ArrayList<>();
    lake.folders().write(List.of(runIds), AsOf.latest(), temp.resolve("out"), runs::add);
    return runs;
  }

  private List<List<List<@Nullable Object>>> rowsElsewhere(String... more) throws IOException {
    try (var folders = Files.list(temp.resolve("out"))) {
      folders.forEach(Chain::settle);
    }
    try (Lake other = Lake.openOrCreate(temp.resolve("other"))) {
      other.ingest(temp.resolve("out"));
      assertThat(other.rejects().rows()).isEmpty();
      return rows(other, more);
    }
  }

  private static List<List<List<@Nullable Object>>> rows(Lake lake, String... more) {
    List<String> attributes = new ArrayList<>(List.of(more));
    attributes.addAll(List.of("*", "meta.*", "stats_text"));
    return List.of(
        of(lake.runs().columns(attributes)),
        of(lake.trades().columns("*")),
        of(lake.equity().columns("*")));
  }

  /** Without what differs from lake to lake. */
  private static List<List<@Nullable Object>> of(TableQuery query) {
    Result result = query.fetch();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : result.rows()) {
      List<@Nullable Object> kept = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        String name = result.columns().get(i).name();
        boolean isDigest = i > 0 && name.equals("evidence_sha256");
        if (!OF_THE_LAKE.contains(name) && !isDigest) {
          kept.add(row.get(i));
        }
      }
      rows.add(kept);
    }
    return rows;
  }

  private static void delete(Path folder) throws IOException {
    var _ =
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
              }
            });
  }
}
