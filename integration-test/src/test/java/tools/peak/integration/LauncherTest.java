package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a user has it: a folder, somewhere, run from somewhere else. */
class LauncherTest {
  private static final String PEAK = Launched.DISTRIBUTION.resolve("bin/peak").toString();

  @TempDir Path scratch;

  private Launched peak(String... args) throws Exception {
    return peak(Map.of(), args);
  }

  private Launched peak(Map<String, String> env, String... args) throws Exception {
    return Launched.run(scratch, env, Stream.concat(Stream.of(PEAK), Stream.of(args)).toList());
  }

  @Test
  void the_exit_code_and_the_streams_are_the_commands() throws Exception {
    Launched version = peak("--version");
    assertThat(version.exit()).isZero();
    assertThat(version.out()).startsWith("peak ");
    assertThat(version.err()).isEmpty();

    Launched wrong = peak("--no-such-option");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("peak: Unknown option");
  }

  @Test
  void it_works_where_it_was_copied_to_and_through_links() throws Exception {
    Path copy = scratch.resolve("some where/Zürich peak");
    copyTree(Launched.DISTRIBUTION, copy);
    Path link = Files.createSymbolicLink(scratch.resolve("absolute"), copy.resolve("bin/peak"));
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("relative"), Path.of("../absolute"));

    Map<String, String> env = Map.of("LC_ALL", "C.UTF-8");
    for (String launcher :
        List.of(copy.resolve("bin/peak").toString(), link.toString(), "./bin/relative")) {
      Launched ran = Launched.run(scratch, env, List.of(launcher, "completion"));
      assertThat(ran.exit()).as(launcher).isZero();
      assertThat(ran.out()).as(launcher).contains("complete-line");
      assertThat(ran.err()).as(launcher).isEmpty();
    }
  }

  @Test
  void arguments_are_read_in_utf8_whatever_the_locale() throws Exception {
    for (Map<String, String> locale :
        List.of(Map.of("LC_ALL", "C"), Map.of("LANG", "xx_XX.UTF-8"), Map.<String, String>of())) {
      Launched ran =
          Launched.run(
              scratch,
              locale,
              List.of("/bin/bash", "-c", "exec '" + PEAK + "' $'Z\\xc3\\xbcrich'"));
      assertThat(ran.err()).as(locale.toString()).contains("no command 'Zürich'");
    }
  }

  @Test
  void a_live_session_runs_whether_telemetry_is_on_the_class_path_or_not() throws Exception {
    StringBuilder bars = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int i = 0; i < 60; i++) {
      int price = 100 + i % 20;
      bars.append(String.format(Locale.ROOT, "2025-01-01T%02d:%02d:00Z", i / 60, i % 60));
      bars.append(("," + price).repeat(4) + ",1\n");
    }
    Path file = Files.writeString(scratch.resolve("bars.csv"), bars);
    for (Map<String, String> env :
        List.of(Map.<String, String>of(), Map.of("PEAK_TELEMETRY", "file"))) {
      Launched ran =
          Launched.run(
              scratch,
              env,
              List.of(
                  PEAK.toString(),
                  "live",
                  "--strategy",
                  "ma_crossover",
                  "--param",
                  "fast=5",
                  "--data",
                  file.toString(),
                  "--symbol",
                  "BTC/USD",
                  "--speed",
                  "max"));
      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(ran.out()).startsWith("end of feed · 60 cycles");
    }
  }

  @Test
  void parameters_in_yaml_and_toml_are_read_with_what_is_shipped() throws Exception {
    for (String params : List.of("params.yaml", "params.toml")) {
      Path run = Files.createDirectories(scratch.resolve(params + "/run"));
      Files.writeString(run.resolve("metrics.json"), "{\"sharpe\": 1}");
      Files.writeString(
          run.resolve(params), params.endsWith("yaml") ? "fast: 10\n" : "fast = 10\n");
      Launched ran =
          Launched.run(
              scratch,
              Map.of(),
              List.of(PEAK.toString(), "check", scratch.resolve(params).toString()));
      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("fast=10", "sharpe=1");
    }
  }

  @Test
  void a_reader_that_stops_reading_is_no_failure() throws Exception {
    Path none = Files.createDirectories(scratch.resolve("none"));
    Launched made =
        Launched.run(scratch, Map.of(), List.of(PEAK, "ingest", none.toString(), "--lake", "lake"));
    assertThat(made.exit()).as(made.err()).isZero();
    String question = " sql --lake lake --format csv 'SELECT * FROM range(500000)' | head -n 1";
    Launched ran =
        Launched.run(
            scratch,
            Map.of(),
            List.of("/bin/bash", "-c", "set -o pipefail; '" + PEAK + "'" + question));
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("range\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void the_first_run_makes_the_cache_and_the_next_ones_use_it() throws Exception {
    Path copy = scratch.resolve("peak");
    copyTree(Launched.DISTRIBUTION, copy);
    String peak = copy.resolve("bin/peak").toString();
    Map<String, String> env = Map.of("PEAK_NO_AOT", "");
    Launched first = Launched.run(scratch, env, List.of(peak, "--version"));
    assertThat(first.exit()).isZero();
    assertThat(first.err()).isEqualTo("preparing peak for this machine …\n");
    assertThat(copy.resolve("lib/peak.aot")).isNotEmptyFile();

    // AOTMode=on: the JVM gives up when it can't use the cache.
    Launched second =
        Launched.run(
            scratch,
            Map.of("PEAK_NO_AOT", "", "PEAK_JAVA_OPTS", "-XX:AOTMode=on"),
            List.of(peak, "completion"));
    assertThat(second.exit()).isZero();
    assertThat(second.err()).isEmpty();
  }

  @Test
  void licence_notice_and_what_others_made_go_with_it() {
    Path home = Launched.DISTRIBUTION;
    assertThat(home.resolve("LICENSE")).content().contains("Apache License", "Version 2.0");
    assertThat(home.resolve("NOTICE")).content().contains("THIRD-PARTY.txt");
    assertThat(home.resolve("THIRD-PARTY.txt"))
        .content()
        .containsPattern("org.apache.iceberg:iceberg-core:[0-9.]+  Apache-2.0 ")
        .containsPattern("ch.qos.logback:logback-core:[0-9.]+  EPL-2.0 or LGPL-2.1-only ")
        .doesNotContain("junit", "tools.peak");
  }

  @Test
  void a_jdk_is_found_through_mavens_toolchains() throws Exception {
    Files.createDirectory(scratch.resolve(".m2"));
    Files.writeString(
        scratch.resolve(".m2/toolchains.xml"),
        """
        <toolchains><toolchain><type>jdk</type><configuration>
          <jdkHome>/nowhere</jdkHome></configuration></toolchain>
        <toolchain><type>jdk</type><configuration>
          <jdkHome>%s</jdkHome>
        </configuration></toolchain></toolchains>
        """
            .formatted(System.getProperty("java.home")));
    assertThat(peak(Map.of("JAVA_HOME", ""), "--version").exit()).isZero();
  }

  @Test
  void a_jdk_that_is_too_old_is_passed_over() throws Exception {
    Path old = scratch.resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\necho the old java\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    assertThat(
            peak(
                    Map.of("JAVA_HOME", old.toString(), "PATH", realJava() + ":/usr/bin:/bin"),
                    "--version")
                .out())
        .startsWith("peak ");
  }

  private static String realJava() {
    return Path.of(System.getProperty("java.home"), "bin").toString();
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (!file.getFileName().toString().startsWith("peak.aot")) {
          Files.copy(file, copy);
          assertThat(copy.toFile().setExecutable(file.toFile().canExecute())).isTrue();
        }
      }
    }
  }
}
