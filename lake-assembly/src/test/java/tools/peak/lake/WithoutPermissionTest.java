package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;

/** A lake that belongs to one user is asked by another, who may not write to it. */
final class WithoutPermissionTest {
  private static final int QUESTIONS = 1_000;

  @TempDir static Path shared;
  private static OtherUser other;

  @TempDir Path temp;
  private Path results;
  private Path path;

  @BeforeAll
  static void otherUser() throws IOException {
    Assumptions.assumeTrue(OtherUser.isThere(), "only root can be another user");
    readable(shared);
    other = OtherUser.in(shared.toRealPath());
  }

  @BeforeEach
  void lake() throws IOException {
    readable(temp);
    path = temp.toRealPath().resolve("lake");
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    load("a");
    tag();
  }

  private static void readable(Path folder) throws IOException {
    Path _ = Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void load(String run) {
    Chain.of(run).writeTo(results.resolve(run));
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, results.resolve(run)).added()).isEqualTo(1);
      assertThat(lake.version()).isEqualTo(3);
    }
  }

  /** Tags with the number of the version that this makes. */
  private void tag() {
    try (Lake lake = Lake.open(path)) {
      lake.tag("a", "version", Long.toString(lake.version() + 1));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private static List<String> told(Process process) throws IOException, InterruptedException {
    List<String> told =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    return told;
  }

  @Test
  void a_lake_that_nobody_has_open_is_asked_and_nothing_is_left_behind() throws Exception {
    List<String> before = names();

    List<String> told = told(other.start(ReaderProcess.class, "ask", path, 3));

    assertThat(told).hasSize(3).allSatisfy(line -> assertThat(line).isEqualTo("4 4 1 4"));
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void where_only_the_catalog_itself_is_write_protected_nothing_is_left_behind_either()
      throws Exception {
    Path _ = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> before = names();

    assertThat(told(other.start(ReaderProcess.class, "ask", path, 1))).containsExactly("4 4 1 4");

    assertThat(names()).isEqualTo(before);
    tag();
  }

  @Test
  void a_lake_that_its_owner_has_open_is_asked() throws Exception {
    try (Lake owner = Lake.open(path)) {
      owner.tag("a", "version", "5");

      assertThat(told(other.start(ReaderProcess.class, "ask", path, 1))).containsExactly("5 5 1 5");
    }
  }

  @Test
  void a_lake_that_was_left_with_a_log_is_asked() throws Exception {
    Path copy = temp.resolve("copy");
    try (Lake owner = Lake.open(path)) {
      owner.tag("a", "version", "5");
      Files.createDirectory(copy);
      for (String name : List.of("catalog.db", "catalog.db-wal", "catalog.db-shm")) {
        Files.copy(path.resolve(name), copy.resolve(name));
      }
    }
    for (String name : List.of("catalog.db", "catalog.db-wal", "catalog.db-shm")) {
      Files.deleteIfExists(path.resolve(name));
      Files.copy(copy.resolve(name), path.resolve(name));
    }

    assertThat(told(other.start(ReaderProcess.class, "ask", path, 1))).containsExactly("5 5 1 5");
  }

  @Test
  void what_another_program_committed_waits_for_who_may_write() throws Exception {
    try (Lake owner = Lake.open(path)) {
      TablePointer runs = owner.catalog().current().pointer(LakeTable.RUNS);
      String metadata = owner.tables().addMetrics(runs, List.of("reviewed")).metadata();
      Probe.sql(
          path,
          "UPDATE iceberg_tables SET metadata_location = '%s' WHERE table_name = 'runs'"
              .formatted(metadata));
    }

    assertThat(told(other.start(ReaderProcess.class, "ask", path, 1))).containsExactly("4 4 1 4");

    try (Lake owner = Lake.open(path)) {
      assertThat(owner.version()).isEqualTo(5);
    }
  }

  @Test
  void who_may_not_write_is_told_which_file() throws Exception {
    List<String> before = names();

    assertThat(told(other.start(ReaderProcess.class, "tag", path, "a")))
        .containsExactly(
            "IO " + path + "/catalog.db: no permission to write; the lake is as before");
    assertThat(told(other.start(ReaderProcess.class, "ingest", path, results)))
        .containsExactly(
            "IO %s: no permission to write %s/.ingest.lock; the lake is as before"
                .formatted(path, path));
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void what_a_pass_would_load_is_found_without_the_right_to_write() throws Exception {
    List<String> before = names();
    Chain.of("b").writeTo(results.resolve("b"));

    assertThat(told(other.start(ReaderProcess.class, "look", path, results))).containsExactly("1");

    assertThat(names()).isEqualTo(before);
  }

  @Test
  void a_thousand_questions_while_the_owner_loads_are_each_of_one_version() throws Exception {
    Process reader = other.start(ReaderProcess.class, "ask", path, QUESTIONS);
    AtomicInteger loaded = new AtomicInteger();
    Thread owner =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (reader.isAlive()) {
                    loadAndTag(loaded.incrementAndGet());
                  }
                });
    List<String> told = told(reader);
    owner.join();

    assertThat(told)
        .hasSize(QUESTIONS)
        .allSatisfy(
            line -> {
              String[] words = line.split(" ", -1);
              long version = Long.parseLong(words[0]);
              // Every second version is an ingest, and the one after it tags itself.
              assertThat(words[1]).isEqualTo(Long.toString(version - version % 2));
              assertThat(words[2]).isEqualTo(Long.toString((Long.parseLong(words[3]) - 1) / 2));
            });
    assertThat(told.stream().distinct().count()).as("answers of versions").isGreaterThan(20);
    assertThat(loaded.get()).as("ingests meanwhile").isGreaterThan(10);
  }

  private void loadAndTag(int number) {
    Path run = Chain.of("b" + number).writeTo(results.resolve("b" + number));
    try (Lake lake = Lake.open(path)) {
      assertThat(Probe.ingest(lake, run).added()).isEqualTo(1);
    }
    tag();
  }
}
