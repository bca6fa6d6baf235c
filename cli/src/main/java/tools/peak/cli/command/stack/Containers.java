package tools.peak.cli.command.stack;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.peak.cli.command.CommandFailed;

/** The program that runs containers here: docker or podman, each with its compose. */
final class Containers {
  private static final int ANSWER_SECONDS = 20;
  private static final List<String> PROGRAMS = List.of("docker", "podman");

  private final String program;
  private final Path composeFile;

  private Containers(String program, Path composeFile) {
    this.program = program;
    this.composeFile = composeFile;
  }

  /**
   * The first that is here, answers, and knows compose.
   *
   * @throws CommandFailed that says what is missing and how one gets it
   */
  static Containers find(Path composeFile) throws IOException, InterruptedException {
    List<String> why = new ArrayList<>();
    for (String program : PROGRAMS) {
      if (!answers(program, "--version")) {
        why.add(program + " is not installed");
      } else if (!answers(program, "compose", "version")) {
        why.add(program + " has no compose (" + compose(program) + ")");
      } else if (!answers(program, "info")) {
        why.add(program + " does not answer (" + start(program) + ")");
      } else {
        return new Containers(program, composeFile);
      }
    }
    throw CommandFailed.failed(
        "the stack runs in containers: "
            + String.join("; ", why)
            + ". Get Docker: https://docs.docker.com/get-docker, or Podman: https://podman.io");
  }

  private static String compose(String program) {
    return program.equals("docker")
        ? "install the package docker-compose-plugin or docker-compose-v2"
        : "install podman-compose";
  }

  private static String start(String program) {
    return program.equals("docker")
        ? "start it: Docker Desktop, or sudo systemctl start docker; and you in the group docker"
        : "podman machine start, or podman info says why";
  }

  private static boolean answers(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(nothing()))
              .start();
    } catch (IOException e) {
      return false;
    }
    if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private static File nothing() {
    return Path.of("/dev/null").toFile();
  }

  String program() {
    return program;
  }

  /**
   * Runs {@code compose} over the stack's file, from its folder, so that its {@code .env} is read.
   *
   * @param lines takes what it says, both streams
   * @return its exit code
   */
  int compose(Consumer<String> lines, List<String> words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(program, "compose", "-f", composeFile.toString()));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .directory(composeFile.resolveSibling(".").toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        lines.accept(line);
      }
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  /** As {@link #compose}, of which a failure is one of the command. */
  void composed(Consumer<String> lines, List<String> words)
      throws IOException, InterruptedException {
    int exit = compose(lines, words);
    if (exit != 0) {
      throw CommandFailed.failed(
          program + " compose " + String.join(" ", words) + " ended with " + exit + "; see above");
    }
  }
}
