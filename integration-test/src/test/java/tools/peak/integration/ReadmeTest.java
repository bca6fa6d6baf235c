package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's commands run from top to bottom in a fresh checkout, and print what README shows. Who
 * changes what a command prints, changes README: the message says where. Numbers may differ, words
 * may not ({@link ShownOutput}).
 */
final class ReadmeTest {
  private static final Path README = DocumentedCode.CHECKOUT.resolve("README.md");

  @TempDir Path temp;

  @Test
  void every_command_runs_in_a_fresh_folder_and_prints_what_is_shown() throws Exception {
    Path fresh = Files.createDirectory(temp.resolve("peak")).toRealPath();
    copy(DocumentedCode.CHECKOUT.resolve("examples"), fresh.resolve("examples"));
    modules(fresh);
    Path answers = Files.createDirectory(temp.resolve("answers"));

    Launched ran =
        Launched.run(
            fresh,
            Map.of("LC_ALL", "C.UTF-8", "COLUMNS", "200", "TZ", "UTC"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                ChildJvm.classPath(),
                ReadmeProcess.class.getName(),
                README.toString(),
                answers.toString()));
    assertThat(ran.exit()).as(ran.err()).isZero();

    List<String> wrong = new ArrayList<>();
    List<ReadmeCommand> commands = ReadmeCommand.of(DocumentedCode.of(README));
    assertThat(commands).hasSizeGreaterThan(20);
    for (int i = 0; i < commands.size(); i++) {
      List<String> answer =
          Files.readString(answers.resolve(Integer.toString(i)))
              .replace(fresh.toString(), "/data/peak")
              .lines()
              .toList();
      check(commands.get(i), answer, wrong);
    }
    assertThat(wrong).as("README and its commands differ in %s places", wrong.size()).isEmpty();
  }

  /** One of the checkout's folders is called lake. */
  private static void modules(Path fresh) throws IOException {
    try (Stream<Path> folders = Files.list(DocumentedCode.CHECKOUT)) {
      for (Path folder : folders.filter(each -> Files.exists(each.resolve("pom.xml"))).toList()) {
        Path module = Files.createDirectories(fresh.resolve(folder.getFileName()));
        Files.copy(folder.resolve("pom.xml"), module.resolve("pom.xml"));
      }
    }
  }

  private static void check(ReadmeCommand command, List<String> answer, List<String> wrong) {
    List<String> printed = answer.subList(1, answer.size());
    boolean isFailing = command.shown().stream().anyMatch(line -> line.startsWith("peak "));
    if (!answer.getFirst().matches(isFailing ? "[12]" : "[03]")) { // 3: done in part
      wrong.add(command + "\n  exit status " + answer.getFirst() + "\n" + indented(printed));
      return;
    }
    ShownOutput.missing(command.shown(), printed)
        .ifPresent(
            line ->
                wrong.add(
                    command
                        + "\n  README shows: "
                        + line
                        + "\n  printed was:\n"
                        + indented(printed)));
  }

  private static String indented(List<String> lines) {
    return String.join("\n", lines).indent(4);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
