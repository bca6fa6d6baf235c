package tools.peak.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which program runs the stack, and with what words: programs of that name stand on the PATH of a
 * process of its own.
 */
final class StackContainersTest {
  @TempDir Path dir;

  private record Ended(int exit, String said) {}

  /** A program that notes how it was called, and fails where its first words are among these. */
  private void install(String program, String... failing) throws IOException {
    Path file = Files.createDirectories(dir.resolve("bin")).resolve(program);
    StringBuilder cases = new StringBuilder();
    for (String words : failing) {
      cases.append("  '").append(words).append("'*) exit 1 ;;\n");
    }
    Files.writeString(
        file,
        "#!/bin/sh\ncase \"$*\" in\n"
            + cases
            + "esac\necho \"${0##*/} $*\" >>'"
            + dir.resolve("called")
            + "'\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended stack(String typed, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "tools.peak.cli.Main",
                        "stack"),
                    Stream.of(words))
                .toList());
    builder.environment().put("PATH", Files.createDirectories(dir.resolve("bin")).toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    try (OutputStream keys = process.getOutputStream()) {
      keys.write(typed.getBytes(UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }

  /** What compose was asked for, behind the file's name. */
  private List<String> asked() throws IOException {
    Path called = dir.resolve("called");
    if (!Files.exists(called)) {
      return List.of();
    }
    return Files.readAllLines(called).stream()
        .filter(line -> line.contains(" compose -f "))
        .map(line -> line.replaceFirst(" compose -f \\S+docker-compose.yml", ""))
        .toList();
  }

  @Test
  void without_either_it_says_what_is_missing_and_how_to_get_it() throws Exception {
    Ended ended = stack("", "up");
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said())
        .contains("docker is not installed; podman is not installed")
        .contains("https://docs.docker.com/get-docker", "https://podman.io");
  }

  @Test
  void a_docker_that_cannot_is_passed_over_for_a_podman_that_can() throws Exception {
    install("docker", "compose version");
    install("podman");
    Ended ended = stack("", "down");
    assertThat(ended.exit()).as(ended.said()).isZero();
    assertThat(asked()).containsExactly("podman down");
    assertThat(ended.said()).contains("its data stay");
  }

  @Test
  void one_that_does_not_answer_is_told_how_to_start() throws Exception {
    install("docker", "info");
    Ended ended = stack("", "logs");
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said())
        .contains("docker does not answer (start it:", "podman is not installed");
    assertThat(asked()).isEmpty();
  }

  @Test
  void data_are_deleted_only_by_who_types_yes() throws Exception {
    install("docker");
    Ended no = stack("y\n", "reset");
    assertThat(no.exit()).isEqualTo(1);
    assertThat(no.said()).contains("type yes:", "nothing was deleted");
    assertThat(stack("", "reset").exit()).isEqualTo(1);
    assertThat(asked()).isEmpty();

    assertThat(stack("yes\n", "reset").exit()).isZero();
    assertThat(stack("", "reset", "--yes").exit()).isZero();
    assertThat(asked()).containsExactly("docker down --volumes", "docker down --volumes");
  }

  @Test
  void a_compose_that_fails_is_a_failure() throws Exception {
    install("docker", "compose -f");
    Ended ended = stack("", "down");
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said()).contains("docker compose down ended with 1");
  }
}
