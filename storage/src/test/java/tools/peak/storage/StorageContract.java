package tools.peak.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every storage does. */
public abstract class StorageContract {
  /** A storage, the same at each call within a test. */
  protected abstract Storage storage();

  /** A folder of it in which nothing is yet. */
  protected abstract Location empty();

  @Test
  void what_is_written_is_read_at_any_place() throws IOException {
    byte[] content = new byte[200_000];
    new Random(7).nextBytes(content);
    Location file = empty().resolve("a/b/file");

    try (Output output = storage().create(file)) {
      output.write(content[0]);
      output.write(content, 1, content.length - 1);
      assertThat(output.position()).isEqualTo(content.length);
      output.sync();
    }
    storage().sync(file.parent());

    assertThat(storage().size(file)).isEqualTo(content.length);
    try (Input input = storage().open(file)) {
      assertThat(input.size()).isEqualTo(content.length);
      assertThat(bytes(input, 0, content.length)).isEqualTo(content);
      byte[] middle = bytes(input, 123_456, 1_000);
      assertThat(middle).isEqualTo(Arrays.copyOfRange(content, 123_456, 124_456));
      assertThat(input.read(content.length, new byte[1], 0, 1)).isEqualTo(-1);
    }
  }

  @Test
  void a_file_is_written_once() throws IOException {
    Location file = written("file", "first");

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> storage().create(file))
        .withMessageContaining(file.toString());
    assertThat(text(file)).isEqualTo("first");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Location file = empty().resolve("none");

    assertThat(storage().exists(file)).isFalse();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> storage().open(file))
        .withMessageContaining(file.toString());
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> storage().size(file));
  }

  @Test
  void a_deleted_file_is_gone_and_deleting_it_again_is_nothing() throws IOException {
    Location file = written("file", "x");
    assertThat(storage().exists(file)).isTrue();

    storage().delete(file);
    storage().delete(file);

    assertThat(storage().exists(file)).isFalse();
  }

  @Test
  void files_are_listed_at_every_depth_in_order() throws IOException {
    Location deep = written("b/c/deep", "x");
    Location flat = written("a", "x");
    storage().createFolder(empty().resolve("hollow"));

    assertThat(storage().list(empty())).containsExactly(flat, deep);
    assertThat(storage().list(empty().resolve("hollow"))).isEmpty();
    assertThat(storage().list(empty().resolve("none"))).isEmpty();
  }

  @Test
  void no_name_is_a_pattern() throws IOException {
    Location file = written("we ird*?[a]%20#/file", "x");

    assertThat(text(file)).isEqualTo("x");
    assertThat(storage().list(empty())).containsExactly(file);
  }

  private Location written(String name, String text) throws IOException {
    Location file = empty().resolve(name);
    try (Output output = storage().create(file)) {
      output.write(text.getBytes(UTF_8));
      output.sync();
    }
    return file;
  }

  private String text(Location file) throws IOException {
    try (Input input = storage().open(file)) {
      return new String(bytes(input, 0, (int) input.size()), UTF_8);
    }
  }

  private static byte[] bytes(Input input, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    int read = 0;
    while (read < length) {
      int some = input.read(position + read, bytes, read, length - read);
      assertThat(some).isPositive();
      read += some;
    }
    return bytes;
  }
}
