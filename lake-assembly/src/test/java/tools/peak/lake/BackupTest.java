package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.TableReader;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupCheck;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.BackupPrune;
import tools.peak.lake.backup.BackupResult;
import tools.peak.lake.backup.RestoreResult;
import tools.peak.lake.schema.LakeTable;
import tools.peak.storage.Sha256;

final class BackupTest {
  @TempDir Path temp;
  private Path results;
  private Path path;
  private Path place;
  private Backup backup;

  @BeforeEach
  void load() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    // A name that means something else to shells, URLs, patterns and SQL.
    path = temp.toRealPath().resolve("la'ke [1]?*#%20");
    place = temp.toRealPath().resolve("back up");
    backup = Backup.at(place.toString());
    ingest("a");
    ingest("b");
  }

  private void ingest(String run) {
    Path folder = Chain.of(run).writeTo(results.resolve(run));
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, folder).added()).isEqualTo(1);
    }
  }

  private BackupResult backUp() {
    return backUp(path);
  }

  private BackupResult backUp(Path which) {
    try (Lake lake = Lake.open(which)) {
      return lake.backup(backup, BackupListener.NONE);
    }
  }

  private RestoreResult restore(String name) {
    return restore(name, OptionalLong.empty());
  }

  private RestoreResult restore(String name, OptionalLong version) {
    return Restored.to(temp.resolve(name), backup, version, BackupListener.NONE);
  }

  private BackupCheck.Report verify() {
    return backup.verify(true, BackupListener.NONE);
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(place.resolve("objects"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** All rows of all tables at each version that both lakes have. */
  private static void assertSame(Path one, Path other) {
    try (Lake left = Lake.open(one);
        Lake right = Lake.open(other)) {
      for (long version = 1; version <= left.version(); version++) {
        AsOf asOf = AsOf.version(version);
        for (LakeTable table : LakeTable.values()) {
          assertThat(rows(right, table, asOf)).isEqualTo(rows(left, table, asOf));
        }
        assertThat(right.tags(asOf).rows()).isEqualTo(left.tags(asOf).rows());
      }
      assertThat(right.verify().findings()).isEmpty();
    }
  }

  private static List<String> rows(Lake lake, LakeTable table, AsOf asOf) {
    return TableReader.rows(Probe.table(Probe.snapshot(lake, asOf), table)).stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }

  @Test
  void what_comes_back_answers_as_the_lake_did_at_every_version() {
    try (Lake lake = Lake.open(path)) {
      lake.tag("a", "owner", "ann");
    }
    BackupResult made = backUp();

    RestoreResult restored = restore("again");

    assertThat(restored.version()).isEqualTo(made.version());
    assertThat(restored.files()).isEqualTo(made.files());
    assertThat(restored.rows()).containsEntry("runs", 2L);
    assertSame(path, temp.resolve("again"));
  }

  @Test
  void a_version_is_copied_once_and_what_is_new_alone() {
    BackupResult first = backUp();
    BackupResult second = backUp();
    ingest("c");
    BackupResult third = backUp();

    assertThat(first.copied()).isEqualTo(first.files());
    assertThat(second.copied()).isZero();
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(third.copied()).isLessThan(third.files());
    assertThat(backup.versions().stream().map(Backup.Version::version))
        .containsExactly(first.version(), third.version());
    assertThat(restore("old", OptionalLong.of(first.version())).rows()).containsEntry("runs", 2L);
    assertThat(restore("new").rows()).containsEntry("runs", 3L);
    assertThatThrownBy(() -> restore("never", OptionalLong.of(99)))
        .hasMessageContaining("holds no version 99");
  }

  @Test
  void a_backup_that_was_stopped_goes_on_where_it_was() throws IOException {
    BackupResult first = backUp();
    Files.delete(place.resolve(first.manifest()));
    List<Path> objects = objects();
    Files.delete(objects.getFirst());
    Files.writeString(objects.getLast(), "half");

    BackupResult second = backUp();

    assertThat(second.copied()).isBetween(1L, 3L);
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void backups_beside_ingests_are_each_whole() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    Thread owner =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; !ended.get(); i++) {
                    ingest("beside" + i);
                  }
                });
    List<Long> versions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      versions.add(backUp().version());
    }
    ended.set(true);
    owner.join();

    assertThat(versions.stream().distinct().count()).isGreaterThan(3);
    assertThat(verify().findings()).isEmpty();
    for (long version : versions.stream().distinct().toList()) {
      Path lake = temp.resolve("v" + version);
      restore("v" + version, OptionalLong.of(version));
      try (Lake opened = Lake.open(lake)) {
        assertThat(opened.verify().findings()).isEmpty();
      }
    }
  }

  @Test
  void each_kind_of_damage_is_named_and_nothing_of_it_comes_back() throws IOException {
    backUp();
    ingest("c");
    BackupResult second = backUp();
    for (Path object : objects()) {
      byte[] whole = Files.readAllBytes(object);
      String name = place.relativize(object).toString();

      byte[] flipped = whole.clone();
      flipped[flipped.length / 2] ^= 1;
      Files.write(object, flipped);
      assertThat(verify().findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.object()).isEqualTo(name))
          .satisfies(finding -> assertThat(finding.code()).isEqualTo("changed_object"));

      Files.write(object, new byte[0]);
      assertThat(backup.verify(false, BackupListener.NONE).findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.code()).isEqualTo("wrong_size"));

      Files.delete(object);
      assertThat(backup.verify(false, BackupListener.NONE).findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.code()).isEqualTo("missing_object"));

      Files.write(object, whole);
    }
    Path first = objects().getFirst();
    byte[] whole = Files.readAllBytes(first);
    byte[] flipped = whole.clone();
    flipped[0] ^= 1;
    Files.write(first, flipped);
    assertThatThrownBy(() -> restore("damaged"))
        .hasMessageContaining(first.getFileName().toString())
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> Lake.open(temp.resolve("damaged")))
        .hasMessageContaining("catalog.db is gone");

    Files.write(first, whole);
    assertThat(restore("damaged").version()).as("run again").isEqualTo(second.version());
    assertSame(path, temp.resolve("damaged"));

    Path manifest = place.resolve(second.manifest());
    Files.writeString(manifest, Files.readString(manifest).replace("\"at\":\"2", "\"at\":\"3"));
    assertThat(verify().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.object()).isEqualTo(second.manifest()));
    assertThatThrownBy(() -> backup.planPrune(1)).hasMessageContaining(second.manifest());
    assertThatThrownBy(this::backUp).hasMessageContaining(second.manifest());
  }

  @Test
  void a_lake_goes_on_with_the_backup_of_its_own_past_alone() throws IOException {
    backUp();
    restore("again");
    Path again = temp.resolve("again");
    BackupResult next = backUp(again);
    assertThat(next.copied()).isLessThan(next.files());

    assertThatThrownBy(this::backUp).hasMessageContaining("another history");
    ingest("c"); // the same number of versions, another history
    assertThatThrownBy(this::backUp).hasMessageContaining("another history");

    Path stranger = temp.resolve("stranger");
    try (Lake lake = Lake.openOrCreate(stranger)) {
      assertThatThrownBy(() -> lake.backup(backup, BackupListener.NONE))
          .hasMessageContaining(place.toString());
    }
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void a_damaged_file_of_the_lake_ends_the_backup_and_earlier_ones_stay() throws IOException {
    BackupResult first = backUp();
    ingest("c");
    Path file;
    try (Lake lake = Lake.open(path)) {
      file =
          Path.of(
              Probe.table(lake, LakeTable.RUNS).content().stream()
                  .map(stored -> stored.path())
                  .filter(stored -> !isBackedUp(Path.of(stored)))
                  .findFirst()
                  .orElseThrow());
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(this::backUp)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("earlier backups are as they were");

    assertThat(verify().findings()).isEmpty();
    assertThat(restore("old").version()).isEqualTo(first.version());
  }

  private boolean isBackedUp(Path file) {
    try {
      String digest = Sha256.of(Files.readAllBytes(file));
      return Files.exists(place.resolve("objects").resolve(digest.substring(0, 2)).resolve(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void pruning_takes_what_no_kept_version_needs() throws IOException {
    backUp();
    try (Lake lake = Lake.open(path)) {
      lake.tag("a", "owner", "ann");
    }
    backUp();
    ingest("c");
    backUp();
    Path stray = Files.createDirectories(place.resolve("objects/00")).resolve("0".repeat(64));
    Files.writeString(stray, "of a backup that never ended");

    BackupPrune plan = backup.planPrune(1);
    assertThat(plan.versions()).hasSize(2);
    assertThat(plan.files()).isPositive();
    assertThat(verify().versions()).as("a plan does nothing").isEqualTo(3);
    plan.apply(Clock.systemUTC());

    assertThat(verify().versions()).isEqualTo(1);
    assertThat(verify().findings()).isEmpty();
    assertThat(stray).doesNotExist();
    restore("again");
    assertSame(path, temp.resolve("again"));
    assertThat(backup.planPrune(1).files()).isZero();
    assertThatThrownBy(() -> backup.planPrune(0)).hasMessageContaining("at least one");
  }

  @Test
  void a_plan_of_another_backup_than_there_is_now_is_refused() {
    backUp();
    ingest("c");
    backUp();
    BackupPrune plan = backup.planPrune(1);
    ingest("d");
    backUp();

    assertThatThrownBy(() -> plan.apply(Clock.systemUTC())).hasMessageContaining("plan again");

    assertThat(verify().versions()).isEqualTo(3);
  }

  @Test
  void pruning_and_other_work_exclude_each_other_until_a_day_has_passed() throws IOException {
    backUp();
    ingest("c");
    Path active = Files.createDirectories(place.resolve("active"));
    Path prune = active.resolve("prune-1");
    Files.writeString(prune, Clock.systemUTC().instant().toString(), StandardCharsets.UTF_8);
    assertThatThrownBy(this::backUp).hasMessageContaining("a prune has been under way");
    assertThatThrownBy(() -> restore("again")).hasMessageContaining("active/prune-1");

    Files.writeString(prune, "2020-01-01T00:00:00Z", StandardCharsets.UTF_8);
    backUp();

    Path other = active.resolve("backup-1");
    Files.writeString(other, Clock.systemUTC().instant().toString(), StandardCharsets.UTF_8);
    BackupPrune plan = backup.planPrune(1);
    assertThatThrownBy(() -> plan.apply(Clock.systemUTC())).hasMessageContaining("a backup has");
    try (Stream<Path> marks = Files.list(active)) {
      assertThat(marks).containsExactlyInAnyOrder(prune, other);
    }
  }

  @Test
  void no_folder_of_others_is_written_to() throws IOException {
    Path home = Files.createDirectory(temp.resolve("home"));
    Files.writeString(home.resolve("letter.txt"), "dear");
    backup = Backup.at(home.toString());
    assertThatThrownBy(this::backUp).hasMessageContaining("is not empty and no backup");
    backup = Backup.at(path.resolve("backup").toString());
    assertThatThrownBy(this::backUp).hasMessageContaining("lies in the lake itself");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).hasSize(1);
    }

    backup = Backup.at(place.toString());
    assertThatThrownBy(() -> restore("nothing")).hasMessageContaining("holds no backup");
    backUp();
    assertThatThrownBy(() -> restore("home")).hasMessageContaining("is not empty");
    assertThatThrownBy(() -> Backup.at("s3://bucket/lake")).hasMessageContaining("folder");
    assertThatThrownBy(() -> Backup.at(" ")).hasMessageContaining("needs a folder");
  }

  @Test
  void a_manifest_that_leads_out_of_the_folder_is_refused() throws IOException {
    BackupResult made = backUp();
    Path manifest = place.resolve(made.manifest());
    String text = Files.readString(manifest);
    String body =
        text.substring(text.indexOf(",\"manifest\":") + 12, text.length() - 2)
            .replace("\"peak.toml\"", "\"../../evil.toml\"");
    Files.writeString(
        manifest,
        "{\"sha256\":\""
            + Sha256.of(body.getBytes(StandardCharsets.UTF_8))
            + "\",\"manifest\":"
            + body
            + "}\n");

    assertThatThrownBy(() -> restore("inner/again")).hasMessageContaining("outside of the lake");

    assertThat(temp.resolve("evil.toml")).doesNotExist();
  }

  @Test
  void a_drill_leaves_nothing_behind_and_tells_what_would_not_come_back() throws IOException {
    backUp();
    Path scratch = Files.createDirectory(temp.resolve("scratch"));

    Restored.Drill drill = Restored.drill(backup, scratch, BackupListener.NONE);

    assertThat(drill.isWhole()).isTrue();
    assertThat(drill.verified().runs()).isEqualTo(2);
    Path object = objects().getLast();
    Files.delete(object);
    assertThatThrownBy(() -> Restored.drill(backup, scratch, BackupListener.NONE))
        .hasMessageContaining("is gone");
    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_backup_is_a_deed_and_knows_the_audit_s_rows() {
    BackupResult made = backUp();

    try (Lake lake = Lake.open(path)) {
      assertThat(lake.version()).isEqualTo(made.version());
      assertThat(lake.audit().deeds().where("action = 'backup'").fetch().rows()).hasSize(1);
      assertThat(backup.auditHeads()).allMatch(lake.audit()::holds).hasSize(1);
      lake.tag("a", "owner", "ann");
      assertThat(lake.audit().check().isWhole()).isTrue();
    }
    restore("again");
    try (Lake lake = Lake.open(temp.resolve("again"))) {
      assertThat(lake.audit().check().isWhole()).isTrue();
      assertThat(backup.auditHeads()).allMatch(lake.audit()::holds);
    }
  }
}
