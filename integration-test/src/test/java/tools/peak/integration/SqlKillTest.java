package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.peak.cli.Main;
import tools.peak.fixtures.Chain;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;

/** Ends a whole {@code peak sql} in the middle: what it started ends too, and nothing is left. */
final class SqlKillTest {
  private static final String LONG = "SELECT a.range AS n FROM range(100000) a, range(1000000) b";

  @TempDir Path temp;
  private Path lake;
  private Path tmp;

  @BeforeEach
  void prepare() throws IOException {
    tmp = Files.createDirectory(temp.resolve("tmp"));
    lake = temp.resolve("lake");
    Path results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Chain.of("a").writeTo(results.resolve("a"));
    try (Lake made = Lake.openOrCreate(lake)) {
      assertThat(Probe.ingest(made, results).added()).isEqualTo(1);
    }
  }

  private Launched.Running sql(String statement, String format) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + tmp,
                "-cp",
                ChildJvm.classPath(),
                Main.class.getName()));
    command.addAll(
        List.of(
            "sql", statement, "--format", format, "--timeout", "10m", "--lake", lake.toString()));
    return Launched.start(temp, Map.of("LC_ALL", "C.UTF-8"), command);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> system = Files.walk(tmp);
        Stream<Path> ofLake = Files.walk(lake)) {
      return Stream.concat(
              system.filter(file -> file.toString().contains("peak-")),
              ofLake.filter(file -> file.toString().contains("/.tmp")))
          .toList();
    }
  }

  private static void until(Callable<Boolean> condition, Launched.Running peak) throws Exception {
    for (int i = 0; i < 600 && !condition.call(); i++) {
      Thread.sleep(100);
    }
    assertThat(condition.call()).as(Files.readString(peak.err())).isTrue();
  }

  private static ProcessHandle worker(Launched.Running peak) throws Exception {
    List<ProcessHandle> found = new ArrayList<>();
    until(
        () -> {
          peak.process().toHandle().descendants().filter(SqlKillTest::isJava).forEach(found::add);
          return !found.isEmpty();
        },
        peak);
    return found.getLast();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"TERM, parquet", "HUP, csv", "KILL, parquet"})
  void while_it_answers(String signal, String format) throws Exception {
    Launched.Running peak = sql(LONG, format);
    ProcessHandle worker = worker(peak);
    until(() -> isWriting(peak), peak);

    String pid = Long.toString(peak.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();

    assertThat(peak.process().waitFor(Duration.ofMinutes(1))).isTrue();
    until(() -> !worker.isAlive(), peak);
    if (signal.equals("KILL")) {
      assertThat(left()).as("nobody could take it away").isNotEmpty();
      Launched.Running next = sql("SELECT 1", "parquet"); // does
      assertThat(next.process().waitFor()).as(Files.readString(next.err())).isZero();
    }
    assertThat(left()).isEmpty();
  }

  /** Whether rows are on their way: to the file of Parquet, or to standard output. */
  private boolean isWriting(Launched.Running peak) throws IOException {
    List<Path> files = new ArrayList<>(left());
    files.removeIf(file -> !file.toString().contains("rows.parquet"));
    files.add(peak.out());
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes > 0;
  }
}
