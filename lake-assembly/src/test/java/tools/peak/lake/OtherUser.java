package tools.peak.lake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs classes as the user {@code nobody}, from copies that he may read. Only root can be somebody
 * else.
 */
final class OtherUser {
  private static final String NAME = "nobody";

  private final String classPath;
  private final Path home;

  private OtherUser(String classPath, Path home) {
    this.classPath = classPath;
    this.home = home;
  }

  /** Whether this process may be somebody else. */
  static boolean isThere() {
    try {
      Process process = new ProcessBuilder(as("true")).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> as(String... command) {
    List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=" + NAME, "--clear-groups"));
    whole.addAll(List.of(command));
    return whole;
  }

  /** Prepares in a folder what he needs. */
  static OtherUser in(Path folder) {
    try {
      List<String> entries = new ArrayList<>();
      Path home = Files.createDirectories(folder.resolve("home"));
      for (String entry : classPath().split(File.pathSeparator, -1)) {
        if (Files.exists(Path.of(entry))) {
          Path copy = folder.resolve("entry" + entries.size());
          copy(Path.of(entry), copy);
          entries.add(copy.toString());
        }
      }
      Path _ = Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
      return new OtherUser(String.join(File.pathSeparator, entries), home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.copy(file, target);
        Path _ =
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  /** Starts a class's main; what it says of its failure goes where ours goes. */
  Process start(Class<?> main, Object... arguments) {
    List<String> command =
        as(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + home,
            "-cp",
            classPath,
            main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      return new ProcessBuilder(command)
          .directory(home.toFile())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
