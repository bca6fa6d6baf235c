package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;

/** Whose language has digits of its own has the same lake. */
class LocaleTest {
  @TempDir Path scratch;

  @Test
  void a_language_with_digits_of_its_own_changes_no_answer_and_no_file_name() throws Exception {
    new Backtests(scratch); // leaves bars.csv
    List<String> here = commands("here");
    List<String> there = commands("there");
    Path list = Files.write(scratch.resolve("commands"), there);
    Path said = scratch.resolve("said");

    Launched persian =
        Launched.run(
            scratch,
            Map.of("LC_ALL", "C.UTF-8"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.language=fa",
                "-Duser.country=IR",
                "-cp",
                ChildJvm.classPath(),
                CommandProcess.class.getName(),
                list.toString(),
                said.toString()));

    assertThat(persian.exit()).as(persian.err()).isZero();
    assertThat(steady(Files.readString(said), "there"))
        .isEqualTo(steady(CommandProcess.said(here), "here"))
        .contains("exit 0")
        .doesNotContain("exit 1", "exit 2", "exit 3");
    assertThat(names("there")).isNotEmpty().allMatch(name -> name.matches("\\p{ASCII}*"));
  }

  private List<String> commands(String folder) {
    String results = scratch.resolve(folder).resolve("results").toString();
    Chain.of("tagged").writeTo(Path.of(results, "tagged"));
    String lake = "--lake\t" + scratch.resolve(folder).resolve("lake");
    return List.of(
        "backtest\t--strategy\tma_crossover\t--param\tfast=5..9\t--param\tslow=20,25\t--symbol\tX"
            + ("\t--data\t" + scratch.resolve("bars.csv") + "\t--results-dir\t" + results),
        "ingest\t" + results + "\t--settle\t0\t" + lake,
        "ingest\t" + results + "\t--settle\t0\t" + lake,
        "query\t--order-by\tsharpe desc, params.fast\t--columns\tparams.fast,sharpe\t" + lake,
        "query\t--where\tsharpe > -99 and start_date >= '2024-01-01'\t--count\t" + lake,
        "tag\ttagged\tmood=good\t" + lake,
        "query\t--where\ttags.mood = 'good'\t--columns\trun_id,tags.mood\t" + lake,
        "query\t--json\t--columns\tparams.slow,total_return\t--order-by\tparams.fast\t" + lake,
        "aggregate\tsharpe\t--by\tparams.fast\t" + lake,
        "aggregate\tsharpe\t--every\tmonth\t" + lake,
        "sql\tselect count(*), max(value) from stats where metric = 'sharpe'\t" + lake,
        "notices\t" + lake,
        "rejects\t" + lake,
        "verify\t" + lake);
  }

  /** Without what differs from one pass to the next. */
  private String steady(String said, String folder) {
    return said.replace(scratch.resolve(folder).toString(), "FOLDER")
        .replaceAll("[0-9.]+ s\\b", "TIME")
        .replaceAll("[0-9.,]+/s", "RATE")
        .replaceAll("[0-9.,]+ bytes", "BYTES")
        .replaceAll("version [0-9]+|\"snapshot\": \"[^\"]*\"", "VERSION");
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(scratch.resolve(folder))) {
      return files.map(file -> scratch.relativize(file).toString()).toList();
    }
  }
}
