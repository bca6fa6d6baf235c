package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.StoppedObjects;
import tools.peak.lake.backup.BackupFinding;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.BackupResult;
import tools.peak.lake.backup.Backups;
import tools.peak.lake.backup.PrunePlan;
import tools.peak.lake.backup.RestoreResult;
import tools.peak.lake.schema.LakeTable;
import tools.peak.storage.object.FolderObjects;

/** A lake comes back from its backup as it was, and a backup says what is wrong with it. */
final class BackupTest {
  @TempDir Path dir;
  private Path home;
  private Path results;
  private Path place;
  private FolderObjects store;
  private long past;
  private List<List<@Nullable Object>> now = List.of();
  private List<List<@Nullable Object>> then = List.of();

  @BeforeEach
  void a_lake_with_a_past() throws IOException {
    Path real = dir.toRealPath();
    home = Files.createDirectories(real.resolve("home")).resolve("lake");
    results = real.resolve("results");
    place = real.resolve("backup");
    store = new FolderObjects(place);
    try (Lake lake = Lake.openOrCreate(home)) {
      write("a", "1.5");
      write("b", "2.5");
      Probe.ingest(lake, results);
      past = lake.version();
      write("b", "7.5");
      write("c", "-1");
      Probe.ingest(lake, results);
      lake.tag("a", "owner", "ann");
      now = rows(lake, AsOf.latest());
      then = rows(lake, AsOf.version(past));
    }
  }

  private void write(String runId, String sharpe) {
    Path _ =
        Chain.of(runId).stat("sharpe", sharpe).equity(9).trades(4).writeTo(results.resolve(runId));
  }

  private static List<List<@Nullable Object>> rows(Lake lake, AsOf asOf) {
    return lake.runs().columns("run_id", "sharpe", "tags.owner").asOf(asOf).fetch().rows();
  }

  private BackupResult backup() {
    return backup(home);
  }

  private BackupResult backup(Path path) {
    try (Lake lake = Lake.open(path)) {
      return lake.backup(store, BackupListener.NONE);
    }
  }

  private Backups backups() {
    return Lake.backups(store);
  }

  private RestoreResult restore(Path to) {
    return backups().restore(to, OptionalLong.empty(), BackupListener.NONE);
  }

  private RestoreResult restoreAnew() {
    Path fresh = dir.resolve("new");
    if (Files.exists(fresh)) {
      delete(fresh);
    }
    return restore(fresh);
  }

  private List<String> findings(boolean isDeep) {
    return backups().verify(isDeep, BackupListener.NONE).findings().stream()
        .map(finding -> finding.code() + " " + finding.path())
        .toList();
  }

  private void assertAsItWas(Path lakeFolder) {
    try (Lake lake = Lake.open(lakeFolder)) {
      assertThat(rows(lake, AsOf.latest())).isEqualTo(now);
      assertThat(rows(lake, AsOf.version(past))).isEqualTo(then);
      assertThat(lake.verify().findings()).isEmpty();
      for (LakeTable table : LakeTable.values()) {
        assertThat(Probe.table(lake, table).files())
            .allMatch(file -> file.startsWith(lakeFolder + "/"));
      }
      assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(3);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> objects(String below) throws IOException {
    try (Stream<Path> files = Files.walk(place.resolve(below))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private String name(Path object) {
    return place.relativize(object).toString();
  }

  @Test
  void a_lake_comes_back_as_it_was_with_all_its_versions() {
    BackupResult backedUp = backup();

    RestoreResult restored = restore(dir.resolve("new"));

    assertThat(restored.version()).isEqualTo(backedUp.version());
    assertThat(restored.files()).isEqualTo(backedUp.files());
    assertThat(restored.isCopy()).isTrue();
    assertAsItWas(restored.lake());
    assertAsItWas(home);
  }

  @Test
  void it_comes_back_where_it_was_and_goes_on_with_its_backup() {
    long version = backup().version();
    delete(home);

    assertThat(restore(home).isCopy()).isFalse();

    assertAsItWas(home);
    write("d", "4");
    try (Lake lake = Lake.open(home)) {
      assertThat(lake.version()).as("nothing had to be named anew").isEqualTo(version);
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    }
    assertThat(backup().version()).isGreaterThan(version);
    assertThat(findings(true)).isEmpty();
  }

  @Test
  void only_what_is_new_is_copied() {
    BackupResult first = backup();
    assertThat(first.copied()).isGreaterThanOrEqualTo(first.files());
    assertThat(backup())
        .isEqualTo(new BackupResult(first.version(), first.files(), 0, 0, first.manifest()));
    write("d", "4");
    try (Lake lake = Lake.open(home)) {
      Probe.ingest(lake, results);
    }

    BackupResult second = backup();

    assertThat(second.copied()).isLessThan(second.files());
    assertThat(second.files()).isGreaterThan(first.files());
    assertThat(backups().list())
        .extracting(version -> version.version())
        .containsExactly(first.version(), second.version());
    Path earlier =
        backups()
            .restore(dir.resolve("earlier"), OptionalLong.of(first.version()), BackupListener.NONE)
            .lake();
    try (Lake lake = Lake.open(earlier)) {
      assertThat(rows(lake, AsOf.latest())).isEqualTo(now);
    }
    assertThatThrownBy(
            () ->
                backups().restore(dir.resolve("none"), OptionalLong.of(1_000), BackupListener.NONE))
        .hasMessageContaining("no version 1000");
  }

  @Test
  void every_damaged_object_is_named_and_none_of_it_is_restored() throws IOException {
    BackupResult _ = backup();
    List<Path> all = new ArrayList<>(objects("files"));
    all.addAll(objects("pieces"));
    assertThat(all).hasSizeGreaterThan(20);
    for (Path object : all) {
      byte[] bytes = Files.readAllBytes(object);
      byte[] flipped = bytes.clone();
      flipped[bytes.length / 2] ^= 1;
      Files.write(object, flipped);
      assertThat(findings(false)).isEmpty();
      assertThat(findings(true)).containsExactly("changed_object " + name(object));
      assertThatThrownBy(() -> restoreAnew()).hasMessageContaining(name(object) + " is damaged");

      Files.write(object, new byte[0]);
      assertThat(findings(false)).containsExactly("wrong_size " + name(object));
      assertThatThrownBy(() -> restoreAnew()).hasMessageContaining(name(object));

      Files.delete(object);
      assertThat(findings(false)).containsExactly("missing_object " + name(object));
      assertThatThrownBy(() -> restoreAnew()).hasMessageContaining(name(object) + " is gone");
      assertThatThrownBy(() -> backups().planPrune(1)).hasMessageContaining(name(object));
      Files.write(object, bytes);
    }
    assertAsItWas(restoreAnew().lake());
  }

  @Test
  void a_damaged_manifest_is_named_and_nothing_is_pruned_by_it() throws IOException {
    String first = backup().manifest();
    try (Lake lake = Lake.open(home)) {
      lake.tag("b", "owner", "bob");
    }
    BackupResult second = backup();
    byte[] bytes = Files.readAllBytes(place.resolve(first));
    for (int at : List.of(0, bytes.length / 2, bytes.length - 2)) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 1;
      Files.write(place.resolve(first), flipped);
      assertThat(findings(false)).containsExactly("damaged_manifest " + first);
      assertThat(backups().list().getFirst().state()).startsWith("damaged");
      assertThatThrownBy(() -> backups().prune(1, "")).hasMessageContaining(first + " is damaged");
    }
    Files.write(place.resolve(first), bytes);
    Files.write(place.resolve(second.manifest()), new byte[0]);
    assertThatThrownBy(() -> restore(dir.resolve("new")))
        .hasMessageContaining(second.manifest() + " is damaged")
        .hasMessageContaining("the version before it is " + backups().list().getFirst().version());
    Files.delete(place.resolve(second.manifest()));
    assertThat(findings(false)).containsExactly("missing_manifest " + second.manifest());
    assertThatThrownBy(() -> backups().planPrune(1)).hasMessageContaining("is missing");
  }

  @Test
  void what_is_gone_from_a_backup_is_put_back_while_the_lake_lives() throws IOException {
    BackupResult first = backup();
    List<Path> objects = objects("files");
    Files.delete(objects.getFirst());
    Files.write(objects.getLast(), new byte[1]);

    assertThat(backup().copied()).isEqualTo(2);

    assertThat(findings(true)).isEmpty();
    assertThat(backup().version()).isEqualTo(first.version());
  }

  @Test
  void another_lake_is_refused_and_so_is_a_living_twin() throws IOException {
    BackupResult _ = backup();
    Path other = dir.toRealPath().resolve("other");
    Lake.openOrCreate(other).close();
    assertThatThrownBy(() -> backup(other)).hasMessageContaining("the backup of another lake");
    Path copy = restore(dir.resolve("copy")).lake();
    assertThatThrownBy(() -> backup(copy)).hasMessageContaining("the backup of another lake");

    delete(home);
    Path one = restore(dir.resolve("one")).lake();
    Path two = restore(dir.resolve("two")).lake();
    BackupResult went = backup(one);
    assertThatThrownBy(() -> backup(two))
        .hasMessageContaining("another lake of the same origin")
        .hasMessageContaining(one.toString());
    try (Lake lake = Lake.open(two)) {
      lake.tag("a", "owner", "zoe");
      lake.tag("b", "owner", "zoe");
    }
    assertThatThrownBy(() -> backup(two)).hasMessageContaining("another lake of the same origin");
    assertThat(backups().list().getLast().version()).isEqualTo(went.version());
    assertThat(findings(true)).isEmpty();
  }

  @Test
  void a_place_that_holds_something_else_is_left_alone() throws IOException {
    Files.createDirectories(place);
    Files.writeString(place.resolve("thesis.txt"), "mine");
    assertThatThrownBy(this::backup).hasMessageContaining("not empty, and no backup of a lake");
    assertThatThrownBy(() -> restore(dir.resolve("new")))
        .hasMessageContaining("no backup of a lake");
    assertThatThrownBy(() -> findings(false)).hasMessageContaining("no backup of a lake");
    assertThatThrownBy(() -> backups().planPrune(1)).hasMessageContaining("no backup of a lake");
    assertThat(objects("")).containsExactly(place.resolve("thesis.txt"));

    try (Lake lake = Lake.open(home)) {
      assertThatThrownBy(
              () -> lake.backup(new FolderObjects(home.resolve("backup")), BackupListener.NONE))
          .hasMessageContaining("a backup lies elsewhere");
    }
  }

  @Test
  void a_lake_is_restored_to_a_new_folder_alone() throws IOException {
    BackupResult _ = backup();
    Path full = Files.createDirectories(dir.resolve("full"));
    Files.writeString(full.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> restore(full)).hasMessageContaining("is not empty");
    assertThatThrownBy(() -> restore(home)).hasMessageContaining("is not empty");
    assertThatThrownBy(() -> restore(full.resolve("thesis.txt"))).hasMessageContaining("is a file");
    assertThatThrownBy(() -> restore(place.resolve("lake"))).hasMessageContaining("within");
    assertThat(Files.readString(full.resolve("thesis.txt"))).isEqualTo("mine");
  }

  @Test
  void pruning_takes_what_no_version_needs_that_stays_and_only_as_shown() throws IOException {
    List<Long> versions = new ArrayList<>();
    for (String owner : List.of("bob", "cid", "dan")) {
      versions.add(backup().version());
      write("b", Integer.toString(owner.length() + versions.size()));
      try (Lake lake = Lake.open(home)) {
        Probe.ingest(lake, results);
        lake.tag("a", "owner", owner);
        now = rows(lake, AsOf.latest());
        then = rows(lake, AsOf.version(past));
      }
    }
    versions.add(backup().version());
    PrunePlan plan = backups().planPrune(2);
    assertThat(plan.dropped()).isEqualTo(versions.subList(0, 2));
    assertThat(plan.objects()).isNotEmpty();
    assertThatThrownBy(() -> backups().prune(2, "00000000")).hasMessageContaining(plan.id());
    assertThatThrownBy(() -> backups().prune(0, "")).hasMessageContaining("one version at least");

    assertThat(backups().prune(2, plan.id())).isEqualTo(plan);

    assertThat(backups().list())
        .extracting(version -> version.version())
        .isEqualTo(versions.subList(2, 4));
    for (String object : plan.objects()) {
      assertThat(place.resolve(object)).doesNotExist();
    }
    assertThat(findings(true)).isEmpty();
    assertThat(backups().planPrune(2).isEmpty()).isTrue();
    assertAsItWas(restore(dir.resolve("new")).lake().toAbsolutePath());
  }

  @Test
  void a_manifest_that_is_gone_from_the_middle_stops_the_pruning() throws IOException {
    List<String> manifests = new ArrayList<>();
    for (String owner : List.of("bob", "cid", "dan")) {
      manifests.add(backup().manifest());
      try (Lake lake = Lake.open(home)) {
        lake.tag("a", "owner", owner);
      }
    }
    Files.delete(place.resolve(manifests.get(1)));
    assertThatThrownBy(() -> backups().planPrune(1))
        .hasMessageContaining(manifests.get(1) + " is missing");
  }

  @Test
  void nobody_prunes_beside_others_and_the_dead_are_no_others() throws IOException {
    BackupResult _ = backup();
    Path running = Files.createDirectories(place.resolve("running")).resolve("backup-x.json");
    String another =
        "{\"deed\":\"backup\",\"since\":\"2026-11-26T00:00:00Z\",\"host\":\"elsewhere\",\"space\":\"\",\"pid\":1,\"began\":\"\"}";
    Files.writeString(running, another);
    assertThatThrownBy(() -> backups().prune(1, ""))
        .hasMessageContaining("a backup of elsewhere (process 1) is at work")
        .hasMessageContaining("running/backup-x.json");
    Files.delete(running);

    Path pruning = place.resolve("pruning.json");
    Files.writeString(pruning, another);
    try (Lake lake = Lake.open(home)) {
      lake.tag("a", "owner", "eve");
    }
    assertThatThrownBy(this::backup).hasMessageContaining("is at work");
    assertThatThrownBy(() -> restore(dir.resolve("new"))).hasMessageContaining("is at work");
    Process dead = new ProcessBuilder("true").start();
    Files.writeString(
        pruning,
        Files.readString(ownWords()).replaceFirst("\"pid\":\\d+", "\"pid\":" + dead.pid()));
    assertThat(backup().version()).isPositive();
    assertThat(pruning).doesNotExist();
    assertThat(objects("running")).isEmpty();
  }

  /** What this process writes of itself. */
  private Path ownWords() throws IOException {
    Path kept = dir.resolve("words.json");
    try (Lake lake = Lake.open(home)) {
      FolderObjects other = new FolderObjects(dir.resolve("elsewhere"));
      lake.backup(
          other,
          (_, _) -> {
            try (Stream<Path> words = Files.list(dir.resolve("elsewhere/running"))) {
              Files.copy(
                  words.findFirst().orElseThrow(),
                  kept,
                  java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return kept;
  }

  @Test
  void a_backup_that_was_stopped_anywhere_is_none_and_the_next_one_completes_it() {
    for (int answers = 0; ; answers += answers < 12 ? 1 : 5) {
      if (Files.exists(place)) {
        delete(place);
      }
      StoppedObjects cut = new StoppedObjects(new FolderObjects(place), answers);
      boolean isDone = false;
      try (Lake lake = Lake.open(home)) {
        BackupResult _ = lake.backup(cut, BackupListener.NONE);
        isDone = true;
      } catch (LakeException e) {
        assertThat(e).hasMessageContaining("the cable is cut");
      }
      if (isDone && cut.left() > 0) {
        assertThat(answers).isGreaterThan(30);
        return;
      }
      BackupResult whole = backup();
      assertThat(findings(true)).as("after %s answers", answers).isEmpty();
      assertThat(backups().list()).hasSize(1);
      assertThat(whole.files()).isGreaterThan(20);
    }
  }

  @Test
  void a_restore_that_was_stopped_anywhere_is_no_lake_and_the_next_one_completes_it()
      throws IOException {
    BackupResult _ = backup();
    Path to = dir.resolve("new");
    for (int answers = 0; ; answers += answers < 12 ? 1 : 7) {
      if (Files.exists(to)) {
        delete(to);
      }
      StoppedObjects cut = new StoppedObjects(store, answers);
      boolean isDone = false;
      try {
        RestoreResult _ = Lake.backups(cut).restore(to, OptionalLong.empty(), BackupListener.NONE);
        isDone = true;
      } catch (LakeException e) {
        assertThat(e).hasMessageContaining("the cable is cut");
        assertThatThrownBy(() -> Lake.open(to).close()).isInstanceOf(LakeException.class);
        if (Files.exists(to)) {
          assertThatThrownBy(() -> Lake.openOrCreate(to).close())
              .hasMessageContaining("peak restore");
        }
      }
      if (isDone && cut.left() > 0) {
        assertThat(answers).isGreaterThan(30);
        assertAsItWas(to.toRealPath());
        return;
      }
      if (!isDone) {
        RestoreResult _ = restore(to);
      }
      try (Lake lake = Lake.open(to)) {
        assertThat(rows(lake, AsOf.latest())).isEqualTo(now);
      }
    }
  }

  @Test
  void damage_in_the_lake_is_not_carried_on() throws IOException {
    Path file;
    try (Lake lake = Lake.open(home)) {
      file = Path.of(Probe.table(lake, LakeTable.RUNS).files().getFirst());
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(this::backup)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("other bytes than were committed");
    assertThat(backups().list()).isEmpty();
    Files.delete(file);
    assertThatThrownBy(this::backup).hasMessageContaining(file.toString());
    assertThat(backups().list()).isEmpty();
  }

  @Test
  void no_manifest_leads_out_of_the_folder() throws Exception {
    String manifest = backup().manifest();
    String text = Files.readString(place.resolve(manifest));
    String before = text.substring(0, text.lastIndexOf("{\"sha256\""));
    for (String path : List.of("warehouse/../../evil", "/etc/evil", "catalog.db", "warehouse//x")) {
      String changed = before.replaceFirst("\"file\":\"[^\"]*\"", "\"file\":\"" + path + "\"");
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(changed.getBytes(StandardCharsets.UTF_8));
      Files.writeString(
          place.resolve(manifest),
          changed + "{\"sha256\":\"" + java.util.HexFormat.of().formatHex(digest) + "\"}\n");
      assertThatThrownBy(() -> restore(dir.resolve("new")))
          .hasMessageContaining("no file of a lake");
    }
  }

  @Test
  void runs_come_meanwhile_and_the_backup_is_one_version() throws Exception {
    Thread loading;
    BackupResult backedUp;
    try (Lake lake = Lake.open(home);
        Lake other = Lake.open(home)) {
      loading =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 40; i++) { // metadata of so long ago is gone
                      write("z" + i, "1");
                      Probe.ingest(other, results);
                    }
                  });
      long last = 0;
      do {
        backedUp = lake.backup(store, BackupListener.NONE);
        assertThat(backedUp.version()).isGreaterThanOrEqualTo(last);
        last = backedUp.version();
      } while (loading.isAlive());
      loading.join();
    }
    assertThat(findings(true)).isEmpty();
    assertThat(backups().list()).hasSizeGreaterThan(1);
    for (var version : backups().list()) {
      Path to = dir.resolve("v" + version.version());
      Path lakeFolder =
          backups().restore(to, OptionalLong.of(version.version()), BackupListener.NONE).lake();
      try (Lake lake = Lake.open(lakeFolder)) {
        assertThat(lake.verify().findings()).isEmpty();
        assertThat(lake.runs().count()).isEqualTo(version.runs());
      }
    }
  }

  @Test
  void a_drill_says_that_the_lake_would_come_back_and_leaves_nothing() throws IOException {
    long files = backup().files();
    Path scratch = Files.createDirectories(dir.resolve("scratch"));
    var report = backups().drill(scratch, OptionalLong.empty(), BackupListener.NONE);
    assertThat(report.isWhole()).isTrue();
    assertThat(report.runs()).isEqualTo(3);
    assertThat(report.files()).isEqualTo(files);
    assertThat(scratch)
        .satisfiesAnyOf(
            gone -> assertThat(gone).doesNotExist(), empty -> assertThat(empty).isEmptyDirectory());
    assertAsItWas(home);
  }

  @Test
  void names_are_names_whatever_they_hold() throws IOException {
    Path odd = dir.toRealPath().resolve("o'd \"d; [é] %2e\n{x}");
    Path lakeFolder = odd.resolve("lake");
    Files.createDirectories(odd);
    try (Lake lake = Lake.openOrCreate(lakeFolder)) {
      Probe.ingest(lake, results);
      FolderObjects strange = new FolderObjects(odd.resolve("back up"));
      BackupResult _ = lake.backup(strange, BackupListener.NONE);
      assertThat(Lake.backups(strange).verify(true, BackupListener.NONE).findings())
          .isEqualTo(List.<BackupFinding>of());
      Path back =
          Lake.backups(strange)
              .restore(odd.resolve("ba ck"), OptionalLong.empty(), BackupListener.NONE)
              .lake();
      try (Lake restored = Lake.open(back)) {
        assertThat(rows(restored, AsOf.latest()))
            .isEqualTo(lake.runs().columns("run_id", "sharpe", "tags.owner").fetch().rows());
      }
    }
  }
}
