package tools.peak.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.cli.Main;

/** Live sessions as processes: long ones in a small heap, killed ones, told to end by signals. */
class LiveProcessTest {
  private static final int MILLION = 1_000_000;
  private static final long MINUTE = 60_000;

  @TempDir Path temp;
  private Path results;
  private ChildJvm jvm;

  @BeforeEach
  void children() {
    results = temp.resolve("results");
    jvm = ChildJvm.in(temp.resolve("jvm")).with("-Xshare:off");
  }

  private Process start(ChildJvm child, String... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "live",
                "--strategy",
                "ma_crossover",
                "--param",
                "fast=5",
                "--data",
                "-",
                "--symbol",
                "BTC/USD",
                "--results-dir",
                results));
    arguments.addAll(List.of(more));
    return child.start(LiveProcess.class, temp.resolve("stderr"), arguments.toArray());
  }

  /** Bars of minutes, from 2023-11-14 on, as times since 1970. */
  private static void feed(OutputStream out, int from, int to) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      int price = 1_000 + i / 25 * 7 % 50;
      lines
          .append(1_700_000_000_000L + i * MINUTE)
          .append(',')
          .append(price)
          .append(',')
          .append(price)
          .append(',')
          .append(price)
          .append(',')
          .append(price)
          .append(",1\n");
      if (lines.length() > 1 << 16) {
        out.write(lines.toString().getBytes(US_ASCII));
        lines.setLength(0);
      }
    }
    out.write(lines.toString().getBytes(US_ASCII));
    out.flush();
  }

  private static void signal(String signal, Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private String ended(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return out;
  }

  private Path folder(String suffix) throws IOException {
    try (Stream<Path> entries = Files.list(results)) {
      return entries
          .filter(entry -> entry.toString().endsWith(".live"))
          .map(entry -> Path.of(entry.toString().replace(".live", suffix)))
          .findAny()
          .orElseThrow();
    }
  }

  private void awaitPoints(Process process, int points) throws Exception {
    while (!Files.isDirectory(results) || pointsSoFar() < points) {
      if (!process.isAlive()) {
        throw new AssertionError(
            new String(process.getInputStream().readAllBytes(), UTF_8)
                + Files.readString(temp.resolve("stderr")));
      }
      Thread.sleep(20);
    }
  }

  private long pointsSoFar() throws IOException {
    try (Stream<Path> entries = Files.list(results)) {
      for (Path entry : entries.toList()) {
        Path journal = entry.resolve("journal");
        if (Files.exists(journal)) {
          try (Stream<String> lines = Files.lines(journal)) {
            return lines.filter(line -> line.startsWith("E ")).count();
          }
        }
      }
    }
    return 0;
  }

  private static String peak(int exit, Object... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        Main.run(
            Stream.of(args).map(Object::toString).toArray(String[]::new), said, said, Map.of());
    assertThat(code).as(said.toString(UTF_8)).isEqualTo(exit);
    return said.toString(UTF_8);
  }

  @Test
  void a_million_cycles_and_the_folder_they_leave_take_no_more_than_a_small_heap()
      throws Exception {
    Process process = start(jvm.with("-Xmx64m"));
    try (OutputStream out = new BufferedOutputStream(process.getOutputStream())) {
      feed(out, 0, MILLION);
    }
    assertThat(ended(process))
        .as(Files.readString(temp.resolve("stderr")))
        .startsWith("end of feed · 1,000,000 cycles");
    assertThat(process.exitValue()).isZero();
    try (Stream<String> points = Files.lines(folder("/equity.csv"))) {
      assertThat(points.count()).isEqualTo(MILLION + 1);
    }
  }

  @Test
  void a_killed_session_is_recovered_and_one_that_runs_is_left_alone() throws Exception {
    Process process = start(jvm);
    feed(process.getOutputStream(), 0, 300);
    awaitPoints(process, 300);
    assertThat(peak(0, "live", "status", results)).contains("running");
    assertThat(peak(0, "live", "recover", results)).contains("still runs");
    process.destroyForcibly().waitFor();

    assertThat(peak(1, "live", "status", results)).contains("gone", "peak live recover");
    assertThat(peak(0, "live", "recover", results)).contains("300 points of equity");
    assertThat(peak(0, "live", "recover", results)).contains("nothing to recover");
    assertThat(Files.readString(folder("/config_snapshot.json"))).contains("recovered");
    assertThat(
            peak(0, "--json", "ingest", results, "--settle", "0s", "--lake", temp.resolve("lake")))
        .contains("\"added\": 1", "\"rejected\": 0");
  }

  @Test
  void signals_end_it_with_its_folder() throws Exception {
    Process killed = start(jvm);
    feed(killed.getOutputStream(), 0, 100);
    awaitPoints(killed, 100);
    signal("-USR1", killed);
    assertThat(ended(killed)).startsWith("killed (SIGUSR1) · ");
    assertThat(killed.exitValue()).isEqualTo(3);
    assertThat(folder("/report_snippet.md")).exists();
    assertThat(peak(1, "live", "status", results)).contains("halted (SIGUSR1)", "blocked");

    results = temp.resolve("others");
    Process told = start(jvm);
    feed(told.getOutputStream(), 0, 100);
    awaitPoints(told, 100);
    signal("-TERM", told);
    assertThat(ended(told)).startsWith("stopped · ");
    assertThat(folder("/report_snippet.md")).exists();
    assertThat(peak(0, "live", "status", results)).contains("ended");
  }
}
