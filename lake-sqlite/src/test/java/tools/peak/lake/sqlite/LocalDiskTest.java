package tools.peak.lake.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.LakeException;

final class LocalDiskTest {
  @TempDir Path root;

  @Test
  void a_second_process_sees_a_lock_that_is_held_and_takes_one_that_is_not() throws IOException {
    Path file = root.resolve("a lock");
    try (FileLock _ = FileLock.acquire(file)) {
      assertThat(LockProbe.seesLock(file)).isTrue();
    }
    assertThat(LockProbe.seesLock(file)).isFalse();
  }

  @Test
  void a_file_system_nobody_knows_is_taken_where_locks_hold_and_refused_where_they_do_not()
      throws IOException {
    Path file = root.resolve(".writer.lock");
    try (FileLock _ = FileLock.acquire(file)) {
      assertThatCode(() -> LocalDisk.requireLocksHold(root, file, "fuse.new"))
          .doesNotThrowAnyException();
    }
    // A lock that nobody holds looks to the second process as one does that the disk forgot.
    assertThatThrownBy(() -> LocalDisk.requireLocksHold(root, file, "fuse.new"))
        .isInstanceOf(LakeException.class)
        .hasMessage(
            root
                + " is on a file system (fuse.new) where a second process doesn't see the lock of"
                + " the first, so that two could damage a lake: use a local disk");
    assertThatCode(() -> LocalDisk.requireLocksHold(root, file, "ext4")).doesNotThrowAnyException();
  }

  @Test
  void what_hosts_share_is_refused_by_name() {
    assertThatThrownBy(() -> LocalDisk.requireUnshared(root, "nfs4"))
        .hasMessageContaining("is on a network file system (nfs4)");
    assertThatCode(() -> LocalDisk.requireUnshared(root, "fuse.new")).doesNotThrowAnyException();
  }

  @Test
  void where_no_process_gets_to_the_file_nothing_is_known_against_it() throws IOException {
    assertThat(LockProbe.seesLock(Files.createDirectory(root.resolve("folder")))).isTrue();
  }
}
