package tools.peak.engine.duckdb.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void where_nothing_can_be_written_the_next_place_is_taken() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    try (TemporaryFolder folder =
        new TemporaryFolder(List.of(file.resolve("below"), temp.resolve("a?"), temp))) {
      assertThat(folder.path()).hasParent(temp);
    }
  }
}
