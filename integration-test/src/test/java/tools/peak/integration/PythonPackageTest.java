package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Needed;

/** The package in {@code python/}, installed into a fresh environment, over the distribution. */
final class PythonPackageTest {
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("PEAK_PYTHON"), "python3");

  private static final Path SOURCES = Path.of("../python").toAbsolutePath().normalize();

  @TempDir Path temp;
  private Path environment = Path.of("unset");

  /** Installed without an index: what it is built with is in the checkout. */
  @BeforeEach
  void install() throws Exception {
    Launched there =
        run(
            PYTHON,
            "-c",
            "import pytest, pandas, pyarrow, os; print(os.path.dirname(pytest.__path__[0]))");
    Needed.here(there.exit() == 0, "python", "see .ci/python.txt (and PEAK_PYTHON)");
    environment = temp.resolve("environment");
    assertRan(run(PYTHON, "-m", "venv", environment.toString()));
    Path sources = copyOf(SOURCES);
    assertRan(run(python(), "-m", "pip", "install", "-q", "--no-index", sources.toString()));
    // The other packages are those that were fetched already.
    Launched site = run(python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))");
    Files.writeString(Path.of(site.out().strip()).resolve("fetched.pth"), there.out());
  }

  private String python() {
    return environment.resolve("bin/python").toString();
  }

  @Test
  void its_tests_pass_in_a_fresh_environment() throws Exception {
    Launched ran = run(python(), "-m", "pytest", "-rs", temp.resolve("sources/tests").toString());
    assertThat(ran.exit()).as("%s%s", ran.out(), ran.err()).isZero();
    assertThat(ran.out()).contains(" passed");
  }

  private Launched run(String... command) throws IOException, InterruptedException {
    Map<String, String> env = new TreeMap<>();
    env.put("PEAK_HOME", Launched.DISTRIBUTION.toString());
    env.put("PEAK_EXAMPLES", SOURCES.resolveSibling("examples").toString());
    env.put("PEAK_SCHEMAS", SOURCES.resolveSibling("schemas").toString());
    env.put("PYTHONDONTWRITEBYTECODE", "1");
    env.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    for (String name : List.of("CI", "PEAK_CI_WITHOUT")) {
      if (System.getenv(name) != null) {
        env.put(name, System.getenv(name));
      }
    }
    try {
      return Launched.run(temp, env, List.of(command));
    } catch (IOException e) {
      return new Launched(1, "", e.toString());
    }
  }

  private static void assertRan(Launched ran) {
    assertThat(ran.exit()).as("%s%s", ran.out(), ran.err()).isZero();
  }

  /** A copy, so that nothing is left in the checkout. */
  private Path copyOf(Path sources) throws IOException {
    Path copy = temp.resolve("sources");
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.toString().contains("__pycache__")) {
          Path to = copy.resolve(sources.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(to);
          } else {
            Files.copy(file, to);
          }
        }
      }
    }
    return copy;
  }
}
