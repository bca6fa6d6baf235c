package tools.peak.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryFolderTest {
  @TempDir Path temp;

  @Test
  void nobody_else_reads_it_and_nothing_is_left_of_it() throws IOException {
    Path parent = temp.resolve(".tmp");
    try (TemporaryFolder folder = new TemporaryFolder(List.of(parent))) {
      assertThat(parent).doesNotExist();
      Path path = folder.path();
      assertThat(path).hasParent(parent).isEqualTo(folder.path());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "x");
    }
    assertThat(parent).doesNotExist();
  }

  @Test
  void what_a_killed_process_left_is_swept_and_what_a_living_one_has_is_not() throws IOException {
    Path left = Files.createDirectories(temp.resolve("peak-engine-1"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("spill"), "x");
    try (TemporaryFolder living = new TemporaryFolder(List.of(temp));
        TemporaryFolder next = new TemporaryFolder(List.of(temp))) {
      Path of = living.path();
      assertThat(left).doesNotExist();
      assertThat(next.path()).isNotEqualTo(of).exists();
      assertThat(of).exists();
    }
  }

  @Test
  void another_process_finds_it_held_also_after_a_second_one_was_made_here() throws Exception {
    try (TemporaryFolder first = new TemporaryFolder(List.of(temp));
        TemporaryFolder second = new TemporaryFolder(List.of(temp))) {
      Path lock = first.path().resolve("lock");
      assertThat(second.path()).exists();
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  Path.of(Tries.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                      .toString(),
                  Tries.class.getName(),
                  lock.toString())
              .inheritIO()
              .start();
      assertThat(other.waitFor()).isEqualTo(Tries.HELD);
    }
  }

  /** Tries to take a lock. */
  static final class Tries {
    static final int FREE = 3;
    static final int HELD = 4;

    private Tries() {}

    public static void main(String[] args) throws IOException {
      try (FileChannel lock = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
        System.exit(lock.tryLock() == null ? HELD : FREE);
      }
    }
  }

  @Test
  void where_nothing_can_be_written_the_next_place_is_taken() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    try (TemporaryFolder folder =
        new TemporaryFolder(List.of(file.resolve("below"), temp.resolve("a?"), temp))) {
      assertThat(folder.path()).hasParent(temp);
    }
  }
}
