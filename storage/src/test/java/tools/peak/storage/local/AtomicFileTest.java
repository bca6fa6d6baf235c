package tools.peak.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void a_file_takes_the_place_of_another_when_it_is_whole() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");

    int result =
        AtomicFile.write(
            target,
            beside -> {
              assertThat(beside).hasParentRaw(folder).doesNotExist();
              assertThat(beside.getFileName().toString()).startsWith(".a.txt-").endsWith(".new");
              Files.writeString(beside, "new");
              assertThat(target).hasContent("old");
              return 7;
            });

    assertThat(result).isEqualTo(7);
    assertThat(target).hasContent("new");
    assertThat(folder).isDirectoryContaining(target::equals).isDirectoryNotContaining(this::isNew);
  }

  @Test
  void nothing_is_left_of_a_writer_that_fails() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    beside -> {
                      Files.writeString(beside, "half");
                      throw new IllegalStateException("no more");
                    }));

    assertThat(target).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(this::isNew);
  }

  @Test
  void a_writer_that_writes_nothing_fails() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> AtomicFile.write(folder.resolve("a.txt"), beside -> beside));

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path missing = folder.resolve("missing");

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> AtomicFile.write(missing.resolve("a.txt"), "text"))
        .withMessage(missing.toString());
  }

  @Test
  void its_mode_is_that_of_any_new_file() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path atomic = folder.resolve("atomic");

    AtomicFile.write(atomic, "x");

    assertThat(Files.getPosixFilePermissions(atomic))
        .contains(PosixFilePermission.OWNER_READ)
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  private boolean isNew(Path file) {
    return file.toString().endsWith(".new");
  }
}
