package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.schema.LakeTable;

/** A data file that can't be read is named, whatever the question. */
final class DamagedFileTest {
  @TempDir Path temp;
  private Path path;
  private Path file;
  private boolean isNamed = true;

  @BeforeEach
  void load() throws IOException {
    Path results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Chain.of("a").writeTo(results.resolve("a"));
    path = temp.toRealPath().resolve("lake");
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
      file = Path.of(Probe.table(lake, LakeTable.RUNS).files().getFirst());
    }
  }

  private void assertTold() {
    List<String> filters = List.of("run_id like 'a%'", "strategy regexp 'x+'", "sharpe > -99");
    for (String filter : filters) {
      assertToldBy(lake -> () -> lake.runs().where(filter).columns("run_id", "sharpe").fetch());
    }
    assertToldBy(lake -> () -> lake.stats("sharpe").by("strategy").fetch());
    assertToldBy(lake -> () -> lake.sql("SELECT * FROM runs").fetch());
  }

  private interface Question {
    ThrowingCallable of(Lake lake);
  }

  private void assertToldBy(Question question) {
    try (Lake lake = Lake.open(path)) {
      assertThatThrownBy(question.of(lake))
          .isInstanceOfSatisfying(
              LakeException.class,
              e -> {
                assertThat(e.code()).isEqualTo(LakeException.Code.IO);
                assertThat(e.getMessage()).hasLineCount(1);
              })
          .hasMessageContaining(isNamed ? file.toString() : "cannot read the lake")
          .hasMessageContaining("peak verify");
    }
  }

  @Test
  void with_bits_flipped_in_its_pages() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    for (int i = 4; i < bytes.length - 8 - footer; i += 7) {
      bytes[i] ^= 1;
    }
    Files.write(file, bytes);
    isNamed = false;

    assertTold();
  }

  @Test
  void with_a_damaged_footer() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length - 200; i < bytes.length - 8; i++) {
      bytes[i] = 0x7f;
    }
    Files.write(file, bytes);

    assertTold();
  }

  @Test
  void cut_short() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertTold();
  }

  @Test
  void gone() throws IOException {
    Files.delete(file);

    assertTold();
  }
}
