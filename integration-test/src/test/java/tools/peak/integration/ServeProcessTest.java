package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;

/** {@code peak serve} as a process of its own: when it ends. */
class ServeProcessTest {
  private static final String PEAK = Launched.DISTRIBUTION.resolve("bin/peak").toString();

  @TempDir Path dir;

  @Test
  void what_was_asked_is_answered_before_the_end_of_the_input_ends_it() throws Exception {
    makeLake();
    Launched ran =
        Launched.run(
            dir,
            Map.of(),
            List.of(
                "/bin/bash",
                "-c",
                """
                printf '%s\\n%s' '{"id": 1, "args": ["query", "--count"]}' '{"id": 2, "args": ["nope"]}' |
                  "$0" serve --lake lake
                """,
                PEAK));
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("{\"protocol\": 1}\n{\"id\": 1, \"bytes\": 2}\n0\n{\"id\": 1, \"exit\": 0,")
        .contains("{\"id\": 2, \"exit\": 2, \"err\": \"peak: no command 'nope'");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void it_ends_with_its_parent_even_when_its_input_stays_open() throws Exception {
    makeLake();
    Launched made = Launched.run(dir, Map.of(), List.of("mkfifo", "in", "out"));
    assertThat(made.exit()).as(made.err()).isZero();
    // Opened for both, or opening would wait for the other side.
    try (RandomAccessFile in = new RandomAccessFile(dir.resolve("in").toFile(), "rw");
        RandomAccessFile out = new RandomAccessFile(dir.resolve("out").toFile(), "rw")) {
      Launched.Running parent =
          Launched.start(
              dir,
              Map.of(),
              List.of(
                  "/bin/bash",
                  "-c",
                  "\"$0\" serve --lake lake <in >out & echo $! > pid; wait",
                  PEAK));
      assertThat(out.readLine()).isEqualTo("{\"protocol\": 1}");
      in.write(
          "{\"id\": 1, \"args\": [\"query\", \"--count\"]}\n".getBytes(StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("{\"id\": 1, \"bytes\": 2}");
      ProcessHandle served =
          ProcessHandle.of(Long.parseLong(Files.readString(dir.resolve("pid")).strip()))
              .orElseThrow();

      parent.process().destroyForcibly().waitFor();

      assertThat(served.onExit().get().isAlive()).isFalse();
    }
  }

  private void makeLake() {
    try (Lake lake = Lake.openOrCreate(dir.resolve("lake"))) {
      assertThat(lake.version()).isPositive();
    }
  }
}
