package tools.peak.lake.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of fuzzing fits into a heap of 64 MB: a want of memory is thrown, and fails. */
final class SmallHeapCorpusTest {
  @TempDir Path temp;

  @Test
  void every_kept_input_is_decoded_in_64_megabytes() throws Exception {
    URL inputs =
        Objects.requireNonNull(SmallHeapCorpusTest.class.getResource("FolderFuzzTestInputs"));
    Path corpus = Objects.requireNonNull(Path.of(inputs.toURI()).getParent());
    Path stderr = temp.resolve("stderr");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CorpusProcess.class.getName(),
                corpus.toString())
            .redirectError(stderr.toFile())
            .start();
    String read = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(Files.readString(stderr)).isZero();
    try (Stream<Path> kept = Files.walk(corpus)) {
      assertThat(Long.parseLong(read))
          .isEqualTo(
              kept.filter(Files::isRegularFile).filter(SmallHeapCorpusTest::isInput).count());
    }
  }

  private static boolean isInput(Path file) {
    return file.toString().contains("FuzzTestInputs");
  }
}
