package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.GenericStatisticsFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.retention.Age;
import tools.peak.lake.upkeep.Orphan;
import tools.peak.lake.upkeep.OrphanPlan;
import tools.peak.lake.upkeep.Upkeep;

/** Files that nothing names go, and every way is tried in which others deleted live data. */
final class OrphansTest {
  private static final Age AT_ONCE = Age.parse("0d").orElseThrow();
  private static final Age THREE_DAYS = Age.parse("3d").orElseThrow();

  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    temp = temp.toRealPath();
    results = Files.createDirectory(temp.resolve("results"));
    lake = Lake.openOrCreate(temp.resolve("lake"));
    Path _ = Chain.of("a").equity(5).trades(3).writeTo(results.resolve("a"));
    assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private Path in(String path) {
    return lake.path().resolve("warehouse/lake").resolve(path);
  }

  private static Path aged(Path file) {
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.writeString(file, "x");
      }
      return Files.setLastModifiedTime(
          file, FileTime.from(Instant.now().minus(Duration.ofDays(5))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(OrphanPlan plan) {
    return plan.files().stream().map(Orphan::location).map(it -> Path.of(it.toString())).toList();
  }

  private Upkeep.OrphansDeleted delete(Age olderThan) {
    return lake.upkeep().deleteOrphans(lake.upkeep().planOrphans(olderThan).id());
  }

  private void whole(long runs) {
    assertThat(lake.verify().findings()).isEmpty();
    assertThat(lake.runs().count()).isEqualTo(runs);
  }

  @Test
  void what_nobody_names_goes_by_kind_and_anything_else_stays() throws IOException {
    String id = UUID.randomUUID().toString();
    List<Path> orphans = new ArrayList<>();
    for (String path :
        List.of(
            "runs/data/" + id + ".parquet",
            "runs/data/stage=live/" + id + ".parquet",
            "equity/metadata/00007-" + id + ".metadata.json",
            "equity/metadata/snap-12-1-" + id + ".avro",
            "equity/metadata/" + id + "-m0.avro",
            "equity/metadata/moved-0123abcd/" + id + "-m0.avro",
            "trades/metadata/" + id + ".stats")) {
      orphans.add(aged(in(path)));
    }
    List<Path> others = new ArrayList<>();
    for (String path :
        List.of(
            "README.md",
            "runs/README.md",
            "runs/data/notes.txt",
            "runs/data/" + id + ".parquet.crc",
            "runs/metadata/version-hint.text",
            "runs/metadata/" + id + ".parquet",
            "runs/" + id + ".parquet",
            "theirs/data/" + id + ".parquet",
            "../" + id + ".parquet",
            "../../" + id + ".parquet",
            "../../README.md",
            "../../catalog.db.bak")) {
      others.add(aged(in(path)));
    }
    Path link = Files.createSymbolicLink(in("runs/data/link.parquet"), others.getFirst());
    Path young = Files.writeString(in("runs/data/young.parquet"), "x");

    OrphanPlan plan = lake.upkeep().planOrphans(THREE_DAYS);
    assertThat(files(plan)).containsExactlyInAnyOrderElementsOf(orphans);
    assertThat(plan.young()).isEqualTo(1);
    assertThat(orphans).allSatisfy(file -> assertThat(file).exists());
    Upkeep.OrphansDeleted deleted = lake.upkeep().deleteOrphans(plan.id());

    assertThat(deleted.files()).isEqualTo(orphans.size());
    assertThat(deleted.bytes()).isEqualTo(orphans.size());
    assertThat(orphans).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(others).allSatisfy(file -> assertThat(file).exists());
    assertThat(link).exists();
    assertThat(young).exists();
    assertThatThrownBy(() -> lake.upkeep().deleteOrphans(plan.id()))
        .hasMessageContaining("done already");
    whole(1);
  }

  @Test
  void the_same_lake_by_any_other_name_has_no_more_orphans() throws IOException {
    lake.close();
    Path real = temp.resolve("lake");
    Path link = Files.createSymbolicLink(temp.resolve("link"), real);
    Path folder = Files.createSymbolicLink(temp.resolve("folder"), temp);
    Path here = Path.of("").toAbsolutePath();
    for (Path name :
        List.of(
            Path.of(real + "/"),
            Path.of(temp + "//lake"),
            temp.resolve("results/../lake"),
            link,
            folder.resolve("lake"),
            here.relativize(real))) {
      lake = Lake.open(name);
      OrphanPlan plan = lake.upkeep().planOrphans(AT_ONCE);
      assertThat(plan.files()).as(name.toString()).isEmpty();
      assertThat(lake.upkeep().deleteOrphans(plan.id()).files()).isZero();
      whole(1);
      lake.close();
    }
    lake = Lake.open(real);
  }

  @Test
  void a_file_that_another_program_names_in_its_own_way_is_named() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), lake.path());
    List<String> spelled = new ArrayList<>();
    String data = "/warehouse/lake/equity/data/";
    List<DataFile> ours = new ArrayList<>();
    AnotherProgram.at(lake, "equity", table -> ours.add(AnotherProgram.aFile(table)));
    for (String root :
        List.of(
            lake.path().toString(),
            "file:" + lake.path(),
            "file://" + lake.path(),
            "/" + lake.path(),
            lake.path() + "/.",
            lake.path() + "/../lake",
            link.toString(),
            "file:" + link)) {
      String name = "theirs" + spelled.size() + ".parquet";
      AnotherProgram.at(
          lake,
          "equity",
          table -> {
            DataFile first = ours.getFirst();
            try {
              Path _ = Files.copy(Path.of(first.location()), in("equity/data/" + name));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            aged(in("equity/data/" + name));
            table
                .newAppend()
                .appendFile(
                    DataFiles.builder(table.spec())
                        .copy(first)
                        .withPath(root + data + name)
                        .build())
                .commit();
          });
      spelled.add(name);
    }

    assertThat(files(lake.upkeep().planOrphans(AT_ONCE)))
        .noneMatch(file -> file.toString().endsWith(".parquet"));
    var _ = delete(AT_ONCE);
    spelled.forEach(name -> assertThat(in("equity/data/" + name)).exists());
    assertThat(lake.verify().findings().stream().map(f -> f.code())).doesNotContain("missing_file");
  }

  @Test
  void kinds_that_are_easily_forgotten_are_named_statistics_and_delete_files() {
    Path stats = aged(in("runs/metadata/20260101-" + UUID.randomUUID() + ".stats"));
    Path deletes = aged(in("equity/data/" + UUID.randomUUID() + "-deletes.parquet"));
    AnotherProgram.at(
        lake,
        "runs",
        table ->
            table
                .updateStatistics()
                .setStatistics(
                    new GenericStatisticsFile(
                        table.currentSnapshot().snapshotId(), stats.toString(), 1, 1, List.of()))
                .commit());
    AnotherProgram.at(
        lake,
        "equity",
        table ->
            table
                .newRowDelta()
                .addDeletes(
                    FileMetadata.deleteFileBuilder(table.spec())
                        .ofPositionDeletes()
                        .withPath(deletes.toString())
                        .withFormat("parquet")
                        .withPartition(AnotherProgram.aFile(table).partition())
                        .withFileSizeInBytes(1)
                        .withRecordCount(1)
                        .build())
                .commit());

    var _ = delete(AT_ONCE);

    assertThat(stats).exists();
    assertThat(deletes).exists();
  }

  private static void append(Table table, String path) {
    table
        .newAppend()
        .appendFile(
            DataFiles.builder(table.spec())
                .copy(AnotherProgram.aFile(table))
                .withPath(path)
                .build())
        .commit();
  }

  @Test
  void what_is_named_between_the_plan_and_the_deed_stays() {
    String[] copy = {""};
    AnotherProgram.at(
        lake, "equity", table -> copy[0] = AnotherProgram.copied(AnotherProgram.aFile(table)));
    Path changed = aged(in("runs/data/changed.parquet"));
    OrphanPlan plan = lake.upkeep().planOrphans(AT_ONCE);
    assertThat(files(plan)).contains(Path.of(copy[0]), changed);
    AnotherProgram.at(lake, "equity", table -> append(table, copy[0]));
    try {
      Files.writeString(changed, "somebody writes again under that name");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    Upkeep.OrphansDeleted deleted = lake.upkeep().deleteOrphans(plan.id());

    assertThat(deleted.left()).isEqualTo(2);
    assertThat(Path.of(copy[0])).exists();
    assertThat(changed).exists();
  }

  @Test
  void a_writer_that_stood_still_for_too_long_is_refused_and_never_half_done() {
    AtomicBoolean isTaken = new AtomicBoolean();
    lake.close();
    lake =
        Probe.open(
            temp.resolve("lake"),
            Probe.clock(Instant::now),
            milestone -> {
              if (milestone == FailPoint.AFTER_COPY && !isTaken.get()) {
                try (Lake other = Lake.open(temp.resolve("lake"))) {
                  long files =
                      other
                          .upkeep()
                          .deleteOrphans(other.upkeep().planOrphans(AT_ONCE).id())
                          .files();
                  boolean _ = files > 0 && isTaken.compareAndSet(false, true);
                }
              }
            });
    Path _ = Chain.of("b").equity(5).trades(3).writeTo(results.resolve("b"));
    long before = lake.version();

    assertThatThrownBy(() -> Probe.ingest(lake, results))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("the upkeep of orphans took it; the lake is as before");
    assertThat(isTaken).isTrue();
    assertThat(lake.version()).isEqualTo(before);
    whole(1);
    IngestResult again = Probe.ingest(lake, results);
    assertThat(again.added()).isEqualTo(1);
    whole(2);
  }

  @Test
  void clocks_ten_years_off_and_files_of_the_future_cost_nothing() throws IOException {
    Path written = Files.writeString(in("runs/data/written-now.parquet"), "x");
    Path future = Files.writeString(in("runs/data/future.parquet"), "x");
    Files.setLastModifiedTime(future, FileTime.from(Instant.now().plus(Duration.ofDays(3_650))));
    Path old = aged(in("runs/data/old.parquet"));
    for (long years : List.of(10, -10)) {
      lake.close();
      Instant wrong = Instant.now().plus(Duration.ofDays(365 * years));
      lake = Probe.open(temp.resolve("lake"), Probe.clock(() -> wrong), FailPoint.Listener.none());

      OrphanPlan plan = lake.upkeep().planOrphans(THREE_DAYS);

      assertThat(files(plan)).isEqualTo(years > 0 ? List.of(old) : List.of());
      assertThat(plan.future()).isEqualTo(1);
    }
    lake.close();
    lake = Lake.open(temp.resolve("lake"));
    assertThat(delete(AT_ONCE).files()).isEqualTo(2);
    assertThat(future).exists();
    assertThat(written).doesNotExist();
    whole(1);
  }

  @Test
  void a_snapshot_that_a_tag_of_another_program_names_keeps_its_files() {
    AnotherProgram.at(
        lake,
        "runs",
        table ->
            table
                .manageSnapshots()
                .createTag("theirs", table.currentSnapshot().snapshotId())
                .commit());
    List<Path> tagged = new ArrayList<>();
    AnotherProgram.at(
        lake,
        "runs",
        table -> AnotherProgram.files(table).forEach(file -> tagged.add(Path.of(file.location()))));
    Path _ = Chain.of("a").stat("sharpe", "9").writeTo(results.resolve("a"));
    var _ = Probe.ingest(lake, results);
    var _ = lake.upkeep().expire(lake.upkeep().planExpiry(AT_ONCE, 1).id());

    var _ = delete(AT_ONCE);

    assertThat(tagged).isNotEmpty().allSatisfy(file -> assertThat(file).exists());
    whole(1);
  }

  @Test
  void who_does_not_find_what_is_named_deletes_nothing() throws IOException {
    Path orphan = aged(in("runs/data/orphan.parquet"));
    String[] named = {""};
    AnotherProgram.at(lake, "equity", table -> named[0] = AnotherProgram.aFile(table).location());
    OrphanPlan plan = lake.upkeep().planOrphans(AT_ONCE);
    Path aside = temp.resolve("aside.parquet");
    Files.move(Path.of(named[0]), aside);

    for (Runnable deed :
        List.<Runnable>of(
            () -> lake.upkeep().planOrphans(AT_ONCE),
            () -> lake.upkeep().deleteOrphans(plan.id()))) {
      assertThatThrownBy(deed::run)
          .isInstanceOfSatisfying(
              LakeException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_A_LAKE))
          .hasMessageContaining(named[0] + " is named and not there");
    }
    assertThat(orphan).exists();
    Files.move(aside, Path.of(named[0]));
    assertThat(delete(AT_ONCE).files()).isPositive();
    whole(1);
  }

  @Test
  void a_table_of_another_program_that_shares_files_keeps_them() throws IOException {
    String metadata =
        lake.catalog()
            .read(moment -> moment.version().tables().values().iterator().next())
            .metadata();
    Path theirs = in("theirs/metadata/00000-" + UUID.randomUUID() + ".metadata.json");
    Files.createDirectories(theirs.getParent());
    Files.copy(Path.of(metadata), theirs);
    Probe.sql(
        lake.path(),
        "INSERT INTO iceberg_tables VALUES ('peak', 'other', 'theirs', '"
            + theirs
            + "', NULL, 'TABLE')");
    Path _ = Chain.of("a").stat("sharpe", "9").equity(9).writeTo(results.resolve("a"));
    var _ = Probe.ingest(lake, results);
    List<Path> shared =
        Probe.tables(lake)
            .namedFiles(Probe.tables(lake).pointerTo(theirs.toString()))
            .data()
            .stream()
            .map(file -> Path.of(file.path()))
            .toList();

    var _ = lake.upkeep().expire(lake.upkeep().planExpiry(AT_ONCE, 1).id());
    var _ = delete(AT_ONCE);

    assertThat(shared).isNotEmpty().allSatisfy(file -> assertThat(file).exists());
    whole(1);
  }

  @Test
  void what_a_relocation_leaves_is_nobodys() throws IOException {
    lake.close();
    Path moved = Files.move(temp.resolve("lake"), temp.resolve("elsewhere"));
    var _ = Lake.relocate(moved);
    lake = Lake.open(moved);
    assertThat(lake.upkeep().planOrphans(THREE_DAYS).files()).isEmpty();

    Upkeep.OrphansDeleted deleted = delete(AT_ONCE);

    assertThat(deleted.files()).isPositive();
    assertThat(lake.upkeep().planOrphans(AT_ONCE).files()).isEmpty();
    whole(1);
    assertThat(lake.runs().asOf(AsOf.version(2)).count()).isIn(0L, 1L);
    Path _ = Chain.of("b").writeTo(results.resolve("b"));
    var _ = Probe.ingest(lake, results);
    whole(2);
  }
}
