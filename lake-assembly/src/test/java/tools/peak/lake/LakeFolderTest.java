package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.fixtures.Chain;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.LakeTable;

final class LakeFolderTest {
  @TempDir Path temp;
  private Path results;
  private Path path;

  @BeforeEach
  void folders() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    path = temp.toRealPath().resolve("lake");
  }

  /** A lake of one run, closed. */
  private Path lake() {
    Chain.of("a").writeTo(results.resolve("a"));
    try (Lake lake = Lake.openOrCreate(path)) {
      Probe.ingest(lake, results);
    }
    return path;
  }

  private static void assertRefused(ThrowingCallable call, Code code, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e).hasMessageContainingAll(words);
              assertThat(String.valueOf(e.getMessage()).lines()).as("one line").hasSize(1);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        "it's \"quoted\"",
        "größe 夏普",
        "a*b?",
        "[old]",
        "{x},y",
        "%20 #1;-- $HOME"
      })
  void a_lake_may_lie_at_any_path(String name) {
    Chain.of("a").writeTo(results.resolve("a"));
    try (Lake lake = Lake.openOrCreate(path.resolve(name))) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
      Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));
      assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);
      assertThat(lake.verify().findings()).isEmpty();
    }
    try (Lake lake = Lake.open(path.resolve(name))) {
      assertThat(Probe.runs(lake).get("a")).containsEntry("sharpe", 2.0);
      assertThat(lake.runs().where("sharpe > 1").fetch().rows()).hasSize(1);
    }
  }

  @Test
  void a_lake_may_be_opened_through_a_link() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), lake());

    try (Lake lake = Lake.open(link)) {
      assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(1);
    }
  }

  @Test
  void a_missing_folder_is_no_lake() {
    assertRefused(() -> Lake.open(path), Code.NO_LAKE, "no lake at " + path);
    assertThat(path).doesNotExist();
  }

  @Test
  void an_empty_folder_is_no_lake_and_can_become_one() throws IOException {
    Files.createDirectory(path);

    assertRefused(() -> Lake.open(path), Code.NO_LAKE, "no lake at " + path);
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(lake.version()).isEqualTo(1);
    }
  }

  @Test
  void a_folder_with_something_else_in_it_is_left_alone() throws IOException {
    Files.createDirectory(path);
    Files.writeString(path.resolve("thesis.txt"), "mine");

    assertRefused(() -> Lake.openOrCreate(path), Code.NOT_A_LAKE, path.toString());
    assertRefused(() -> Lake.open(path), Code.NOT_A_LAKE, path.toString());
    assertThat(names()).containsExactly("thesis.txt");
  }

  @Test
  void a_file_is_no_lake() throws IOException {
    Files.writeString(path, "x");

    assertRefused(() -> Lake.openOrCreate(path), Code.NOT_A_LAKE, path.toString());
  }

  @Test
  void a_database_of_another_program_is_refused_and_not_touched() throws IOException {
    Files.createDirectory(path);
    Probe.sql(path, "CREATE TABLE invoices (id INTEGER)");
    byte[] before = Files.readAllBytes(path.resolve("catalog.db"));

    assertRefused(() -> Lake.openOrCreate(path), Code.NOT_A_LAKE, path.toString());

    assertThat(Files.readAllBytes(path.resolve("catalog.db"))).isEqualTo(before);
    assertThat(names()).containsExactly("catalog.db");
  }

  @Test
  void a_catalog_that_is_no_database_or_empty_is_refused() throws IOException {
    Files.createDirectory(path);
    Files.writeString(path.resolve("catalog.db"), "not a database, but long enough".repeat(100));
    assertRefused(() -> Lake.openOrCreate(path), Code.NOT_A_LAKE, path.toString());
    Files.write(path.resolve("catalog.db"), new byte[0]);
    assertRefused(() -> Lake.openOrCreate(path), Code.NOT_A_LAKE, path.toString());
  }

  @Test
  void a_catalog_that_was_cut_short_or_overwritten_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(lake().resolve("catalog.db"));
    for (int size : List.of(50, 4_096, whole.length / 2)) {
      Files.write(path.resolve("catalog.db"), java.util.Arrays.copyOf(whole, size));
      assertRefused(() -> opened(path), Code.NOT_A_LAKE, path.toString());
    }
    try (RandomAccessFile file = new RandomAccessFile(path.resolve("catalog.db").toFile(), "rw")) {
      file.write(whole);
      file.seek(4_096);
      file.write(new byte[whole.length - 4_096]);
    }
    assertRefused(() -> opened(path), Code.NOT_A_LAKE, path.toString());
  }

  /** Opens, and looks around: a damage may show only then. */
  private static boolean opened(Path path) {
    try (Lake lake = Lake.open(path)) {
      return lake.verify().isClean();
    }
  }

  @Test
  void a_lake_that_lost_its_metadata_names_the_file() throws IOException {
    lake();
    Path metadata = path.resolve("warehouse/lake/runs/metadata");
    try (Stream<Path> files = Files.list(metadata)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    try (Lake lake = Lake.open(path)) {
      assertRefused(() -> Probe.runs(lake), Code.NOT_A_LAKE, metadata.toString(), "is gone");
      Chain.of("b").writeTo(results.resolve("b"));
      assertRefused(
          () -> Probe.ingest(lake, results), Code.NOT_A_LAKE, metadata.toString(), "is gone");
    }
  }

  @Test
  void a_moved_lake_is_refused_until_it_is_back() throws IOException {
    Path moved = temp.toRealPath().resolve("moved");
    Files.move(lake(), moved);

    assertRefused(() -> Lake.open(moved), Code.MOVED, moved.toString(), path.toString());
    assertRefused(() -> Lake.openOrCreate(moved), Code.MOVED, moved.toString());

    Files.move(moved, path);
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_copied_lake_is_refused() throws IOException {
    lake();
    Path copy = temp.toRealPath().resolve("copy");
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(path.relativize(file).toString()));
      }
    }

    assertRefused(() -> Lake.open(copy), Code.MOVED, copy.toString(), path.toString());
  }

  @Test
  void a_lake_of_a_newer_peak_is_refused() {
    Probe.sql(lake(), "UPDATE peak_lake SET value = '99' WHERE key = 'format'");

    assertRefused(() -> Lake.open(path), Code.NEWER_FORMAT, path.toString(), "upgrade");
  }

  @Test
  void a_catalog_without_a_format_is_refused() {
    Probe.sql(lake(), "DELETE FROM peak_lake WHERE key = 'format'");

    assertRefused(() -> Lake.open(path), Code.NOT_A_LAKE, path.toString());
  }

  @Test
  void a_table_that_another_program_dropped_is_missed() {
    Probe.sql(lake(), "DELETE FROM iceberg_tables WHERE table_name = 'equity'");

    assertRefused(() -> Lake.open(path), Code.NOT_A_LAKE, "equity");
  }

  @Test
  void what_a_creation_that_was_cut_short_left_is_no_hindrance() throws IOException {
    Files.createDirectories(path.resolve("warehouse/lake/runs/metadata"));
    Files.writeString(path.resolve("peak.toml"), "format = 1\n");
    Files.writeString(path.resolve(".writer.lock"), "");
    String uuid = "00000000-0000-0000-0000-000000000000";
    for (String end : List.of("", "-journal", "-wal", "-shm")) {
      Files.writeString(path.resolve(".catalog-" + uuid + ".new" + end), "half");
    }

    assertRefused(() -> Lake.open(path), Code.NO_LAKE, "no lake at");
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(lake.verify().findings()).isEmpty();
    }
    assertThat(names()).noneMatch(name -> name.endsWith(".new"));
  }

  @Test
  void several_that_make_the_same_lake_at_once_make_one() throws Exception {
    int makers = 6;
    try (ExecutorService threads = Executors.newFixedThreadPool(makers)) {
      Callable<Long> make =
          () -> {
            try (Lake lake = Lake.openOrCreate(path)) {
              return lake.version();
            }
          };
      for (Future<Long> version : threads.invokeAll(java.util.Collections.nCopies(makers, make))) {
        assertThat(version.get()).isEqualTo(1);
      }
    }
  }

  @Test
  void the_catalog_has_nothing_beside_it_when_all_is_closed() {
    lake();

    assertThat(names())
        .containsExactly(
            ".ingest.lock",
            ".readers.lock",
            ".writer.lock",
            "cache",
            "catalog.db",
            "peak.toml",
            "warehouse");
  }

  private List<String> names() {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_file_of_data_that_is_gone_is_named_when_it_is_read() throws IOException {
    lake();
    try (Lake lake = Lake.open(path)) {
      Path file = Path.of(Probe.table(lake, LakeTable.RUNS).files().getFirst());
      Files.delete(file);
      Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));

      assertRefused(() -> Probe.ingest(lake, results), Code.IO, file.getFileName().toString());
    }
  }

  @Test
  void a_lake_that_lost_its_catalog_is_not_made_anew_over_its_files() throws IOException {
    lake();
    byte[] catalog = Files.readAllBytes(path.resolve("catalog.db"));
    Files.delete(path.resolve("catalog.db"));

    assertRefused(() -> Lake.open(path), Code.NOT_A_LAKE, "catalog.db is gone", "backup");
    assertRefused(() -> Lake.openOrCreate(path), Code.NOT_A_LAKE, "catalog.db is gone", "backup");

    Files.write(path.resolve("catalog.db"), catalog);
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_lake_that_only_ever_refused_folders_is_not_made_anew_either() throws IOException {
    Chain.of("bad").file("stats.json", "{").writeTo(results.resolve("bad"));
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, Probe.OPTIONS.withSettle(Duration.ZERO), results).rejected())
          .isEqualTo(1);
    }
    Files.delete(path.resolve("catalog.db"));

    assertRefused(() -> Lake.openOrCreate(path), Code.NOT_A_LAKE, "catalog.db is gone", "backup");
  }

  @Test
  void no_folder_is_called_unchanged_by_a_lake_that_lost_its_file() throws IOException {
    lake();
    try (Lake lake = Lake.open(path)) {
      Path file = Path.of(Probe.table(lake, LakeTable.EQUITY).files().getFirst());
      Files.delete(file);

      assertRefused(() -> Probe.ingest(lake, results), Code.IO, file.toString(), "is gone");
    }
  }

  @Test
  void no_folder_is_called_unchanged_by_a_lake_that_lost_all_its_files() throws IOException {
    Files.move(lake().resolve("warehouse"), temp.resolve("elsewhere"));

    try (Lake lake = Lake.open(path)) {
      assertRefused(() -> Probe.ingest(lake, results), Code.NOT_A_LAKE, "is gone");
    }
  }
}
