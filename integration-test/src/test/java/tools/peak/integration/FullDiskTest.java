package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Needed;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.Probe;
import tools.peak.lake.backup.BackupListener;
import tools.peak.storage.object.FolderObjects;

/** A lake on a small file system of its own, where root may mount one. */
final class FullDiskTest {
  private static final int MEGABYTES = 4;

  @TempDir Path temp;
  private Path disk;
  private Path results;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk")).toRealPath();
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Needed.here(
        run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "peak", disk.toString()),
        "mount",
        "root may mount a small file system");
  }

  @AfterEach
  void unmount() throws Exception {
    boolean _ = run("umount", "-l", disk.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void runs(int count, int points) {
    for (int i = 0; i < count; i++) {
      Chain.of("r" + i + "-" + points).equity(points).writeTo(results.resolve(points + "/" + i));
    }
  }

  private static void assertDiskFull(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(LakeException.Code.IO);
              assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1);
            })
        .hasMessageContaining("disk full");
  }

  @Test
  void a_disk_that_is_full_already_leaves_the_lake_as_it_was() throws IOException {
    runs(3, 3);
    Path path = disk.resolve("lake");
    try (Lake lake = Lake.openOrCreate(path)) {
      Probe.ingest(lake, results);
      long version = lake.version();
      Path ballast = fill();
      runs(3, 5);

      assertDiskFull(() -> Probe.ingest(lake, results));

      assertThat(lake.version()).isEqualTo(version);
      assertThat(Probe.runs(lake)).hasSize(3);
      assertThat(lake.verify().findings()).isEmpty();
      Files.delete(ballast);
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(3);
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void questions_need_no_room_on_the_disk_of_their_lake() throws IOException {
    runs(3, 3);
    Path path = disk.resolve("lake");
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(3);
    }
    Path _ = fill();

    try (Lake lake = Lake.open(path)) {
      assertThat(lake.runs().where("run_id like 'r%'").orderBy("run_id").fetch().rows()).hasSize(3);
      assertThat(lake.stats("sharpe").by("strategy").fetch().rows()).isNotEmpty();
      assertThat(lake.sql("SELECT run_id FROM runs ORDER BY ALL").fetch().rows()).hasSize(3);
      assertThat(lake.tags(AsOf.latest()).rows()).isEmpty();
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_disk_that_fills_during_a_copy_leaves_the_lake_as_it_was() throws IOException {
    runs(1, 3);
    Path path = disk.resolve("lake");
    try (Lake lake = Lake.openOrCreate(path)) {
      Probe.ingest(lake, results);
      long version = lake.version();
      long free = free();
      for (int i = 0; i < 40; i++) {
        byte[] noise = new byte[40_000];
        new Random(i).nextBytes(noise);
        String text = Base64.getEncoder().encodeToString(noise);
        Chain.of("big" + i).file("noise.txt", text).writeTo(results.resolve("big" + i));
        Chain.of("more" + i).file("noise.txt", text + i).writeTo(results.resolve("more" + i));
      }
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[Math.toIntExact(free - 1_500_000)]);

      assertDiskFull(() -> Probe.ingest(lake, results));

      assertThat(lake.version()).isLessThanOrEqualTo(version + 1); // columns may have come
      assertThat(Probe.runs(lake)).hasSize(1);
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(free()).as("what was half written is gone").isGreaterThan(1_000_000);
    }
  }

  @Test
  void a_lake_that_does_not_fit_is_not_made_and_its_folder_stays_usable() throws IOException {
    Path ballast = fill();
    Path path = disk.resolve("lake");

    assertDiskFull(() -> Lake.openOrCreate(path).close());

    Files.delete(ballast);
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_lake_on_a_disk_that_became_read_only_says_so() throws Exception {
    runs(1, 3);
    Path path = disk.resolve("lake");
    try (Lake lake = Lake.openOrCreate(path)) {
      Probe.ingest(lake, results);
    }
    Needed.here(run("mount", "-o", "remount,ro", disk.toString()), "remount", "root may");
    runs(1, 5);

    assertThatThrownBy(
            () -> {
              try (Lake lake = Lake.openOrCreate(path)) {
                Probe.ingest(lake, results);
              }
            })
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("no permission to write");
  }

  private long free() throws IOException {
    return Files.getFileStore(disk).getUsableSpace();
  }

  /** Takes what space there is. */
  private Path fill() throws IOException {
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[Math.toIntExact(free())]);
    return ballast;
  }

  @Test
  void a_backup_or_restore_that_finds_no_room_says_so_and_goes_on_when_there_is_some()
      throws IOException {
    runs(3, 50);
    Path filler = disk.resolve("filler");
    Files.write(filler, new byte[(MEGABYTES << 20) - (100 << 10)]);
    FolderObjects full = new FolderObjects(disk.resolve("backup"));
    FolderObjects other = new FolderObjects(temp.resolve("backup"));
    Path restored = disk.resolve("restored");
    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      Probe.ingest(lake, results);
      assertDiskFull(() -> lake.backup(full, BackupListener.NONE));
      assertThat(Lake.backups(full).list()).isEmpty();
      var _ = lake.backup(other, BackupListener.NONE);
      assertDiskFull(
          () -> Lake.backups(other).restore(restored, OptionalLong.empty(), BackupListener.NONE));

      Files.delete(filler);
      var _ = lake.backup(full, BackupListener.NONE);
    }
    assertThat(Lake.backups(full).verify(true, BackupListener.NONE).findings()).isEmpty();
    var _ = Lake.backups(other).restore(restored, OptionalLong.empty(), BackupListener.NONE);
    try (Lake lake = Lake.open(restored)) {
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(lake.runs().count()).isEqualTo(3);
    }
  }
}
