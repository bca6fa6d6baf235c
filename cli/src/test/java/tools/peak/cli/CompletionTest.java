package tools.peak.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.fixtures.Chain;

/** What a shell is told may stand at the end of a line. */
final class CompletionTest {
  @TempDir static Path dir;
  private static Path lake;

  @BeforeAll
  static void lake() throws IOException {
    lake = dir.resolve("lake");
    List<String> ids = List.of("macd_1", "macd_2", "rsi_1", "odd $(touch hacked) 'id'");
    for (String id : ids) {
      Path folder = dir.resolve("results").resolve("run" + ids.indexOf(id));
      Path _ = Chain.of(id).param("a \"b\"", "1").writeTo(folder);
    }
    assertThat(Ran.withLake(lake, "ingest", dir.resolve("results").toString()).exit()).isZero();
    assertThat(Ran.withLake(lake, "tag", "macd_1", "owner=ann", "note=it's").exit()).isZero();
    assertThat(Ran.withLake(lake, "version", "tag", "before").exit()).isZero();
    Files.writeString(dir.resolve(".peak.toml"), "[filters]\nbest = \"sharpe > 1\"\n");
  }

  private static List<String> bash(String line, String current) {
    Ran ran =
        Ran.peak(
            Map.of("PEAK_LAKE", lake.toString(), "PEAK_PROJECT", dir.toString()),
            "complete-line",
            "bash",
            line,
            current);
    assertThat(ran.err()).isEmpty();
    return ran.out().lines().toList();
  }

  /** What may stand at the end of a line without quotes. */
  private static List<String> words(String line) {
    List<String> told = bash(line, line.substring(line.lastIndexOf(' ') + 1));
    assertThat(told.getFirst()).isEqualTo("none");
    return told.subList(1, told.size());
  }

  @Test
  void commands_options_and_choices_are_those_of_the_help() {
    assertThat(words("peak qu")).containsExactly("query ");
    assertThat(words("peak retention pl")).containsExactly("plan ");
    assertThat(words("peak query --form")).containsExactly("--format ");
    assertThat(words("peak query --format ")).contains("csv ", "parquet ", "ndjson ");
    assertThat(bash("peak query --format=c", "c")).containsExactly("none", "csv ");
    assertThat(bash("peak query --format=", "=")).contains("csv ", "parquet ");
    assertThat(words("FOO=1 peak --lake /tmp --json ag")).containsExactly("aggregate ");
    assertThat(words("true; peak ag")).containsExactly("aggregate ");
    assertThat(words("peak query --json --js")).isEmpty();
    assertThat(words("peak backtest --strategy ma_")).containsExactly("ma_crossover ");
  }

  @Test
  void runs_are_found_by_their_beginning() {
    assertThat(words("peak show macd")).containsExactly("macd_1 ", "macd_2 ");
    assertThat(words("peak show macd_1 r")).containsExactly("rsi_1 ");
    assertThat(words("peak compare la")).containsExactly("latest ");
    assertThat(words("peak show odd")).containsExactly("odd\\ \\$\\(touch\\ hacked\\)\\ \\'id\\' ");
    assertThat(words("peak tag rs")).containsExactly("rsi_1 ");
  }

  @Test
  void names_of_the_lake_stand_where_they_are_meant() {
    assertThat(words("peak aggregate sha")).containsExactly("sharpe ");
    assertThat(words("peak compare --by str")).containsExactly("strategy");
    assertThat(words("peak query --columns run_id,params.f")).containsExactly("run_id,params.fast");
    assertThat(words("peak query --order-by tags.ow")).containsExactly("tags.owner");
    assertThat(words("peak tag macd_1 own")).containsExactly("owner=");
    assertThat(bash("peak tag macd_1 owner=", "=")).containsExactly("none", "ann ");
    assertThat(bash("peak tag macd_1 note=i", "i")).containsExactly("none", "it\\'s ");
    assertThat(words("peak query --as-of be")).containsExactly("before ");
    assertThat(words("peak query @b")).containsExactly("@best ");
  }

  @Test
  void what_is_no_word_of_one_line_is_left_out() {
    for (String value : List.of("two\nlines", "a\ttab", "\u001b[31mred", "plain")) {
      assertThat(Ran.withLake(lake, "tag", "rsi_1", "odd=" + value).exit()).isZero();
      assertThat(bash("peak tag rsi_1 odd=", "="))
          .isEqualTo(value.equals("plain") ? List.of("none", "plain ") : List.of("none"));
    }
  }

  @Test
  void a_writer_that_holds_the_lake_keeps_nobody_from_typing() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try (FileChannel file =
            FileChannel.open(lake.resolve(".writer.lock"), StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      Process typing =
          new ProcessBuilder(
                  java.toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "tools.peak.cli.Main",
                  "complete-line",
                  "bash",
                  "peak --lake " + lake + " show rs",
                  "rs")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String told = new String(typing.getInputStream().readAllBytes(), UTF_8);
      assertThat(typing.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(told).isEqualTo("none\nrsi_1 \n");
    }
  }

  @Test
  void names_that_were_lost_are_known_again_when_all_runs_are_read() throws IOException {
    Files.delete(lake.resolve("cache/words"));
    assertThat(words("peak aggregate sha")).isEmpty();
    assertThat(Ran.withLake(lake, "metrics").exit()).isZero();
    assertThat(Ran.withLake(lake, "params").exit()).isZero();
    assertThat(words("peak aggregate sha")).containsExactly("sharpe ");
    assertThat(words("peak map sharpe --over params.f")).containsExactly("params.fast");
    Files.delete(lake.resolve("cache/words"));
    Chain.of("zz").writeTo(dir.resolve("results/zz"));
    assertThat(Ran.withLake(lake, "ingest", dir.resolve("results").toString()).exit()).isZero();
    assertThat(words("peak aggregate sha")).containsExactly("sharpe ");
  }

  @Test
  void a_filter_is_completed_where_it_stops() {
    String quoted = "\"sharpe > 1 and params.fa";
    assertThat(bash("peak query --where " + quoted, quoted))
        .containsExactly(
            "none",
            "sharpe > 1 and params.fast <",
            "sharpe > 1 and params.fast =",
            "sharpe > 1 and params.fast >");
    assertThat(bash("peak query --where \"strategy = 'm", "\"strategy = 'm"))
        .containsExactly("none", "strategy = 'macd'");
    assertThat(bash("peak query --where \"symbol = 'sha", "\"symbol = 'sha"))
        .containsExactly("none");
    assertThat(bash("peak query --where 'sharpe > 1 and strat", "'sharpe > 1 and strat"))
        .contains("sharpe > 1 and strategy = '\\''");
  }

  @Test
  void files_and_folders_are_left_to_the_shell() {
    assertThat(bash("peak ingest re", "re")).containsExactly("files");
    assertThat(bash("peak --lake re", "re")).containsExactly("folders");
    assertThat(bash("peak compare --benchmark ma", "ma"))
        .containsExactly("files", "macd_1 ", "macd_2 ");
  }

  @Test
  void zsh_is_told_what_the_words_mean() {
    Ran ran = Ran.peak(Map.of("PEAK_LAKE", lake.toString()), "complete-line", "zsh", "peak upd");
    assertThat(ran.out()).isEqualTo("none\n");
    assertThat(
            Ran.peak(Map.of("PEAK_LAKE", lake.toString()), "complete-line", "zsh", "peak verif")
                .out())
        .startsWith("none\nwhole\tverify\tverify -- ");
    assertThat(
            Ran.peak(
                    Map.of("PEAK_LAKE", lake.toString()),
                    "complete-line",
                    "zsh",
                    "peak map sharpe --over params.fas")
                .out())
        .isEqualTo("none\nbegun\tparams.fast\tparams.fast -- parameter\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "file", "broken", "newer"})
  void a_lake_that_cannot_be_asked_knows_nothing_and_stays_as_it_is(String kind)
      throws IOException {
    Path other = dir.resolve(kind);
    if (kind.equals("file")) {
      Files.writeString(other, "no folder");
    } else if (!kind.equals("nothing")) {
      Files.createDirectories(other);
      Files.writeString(other.resolve("catalog.db"), kind.equals("broken") ? "no database" : "");
    }
    Ran ran =
        Ran.peak(
            Map.of("PEAK_LAKE", other.toString()), "complete-line", "bash", "peak show m", "m");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isIn("", "none\n");
    if (Files.isDirectory(other)) {
      try (Stream<Path> files = Files.list(other)) {
        assertThat(files.toList()).containsExactly(other.resolve("catalog.db"));
      }
    }
  }

  @Test
  void the_script_is_for_bash_and_zsh_and_names_no_variable_of_a_generator() {
    String script = Ran.peak("completion").out();
    assertThat(script).startsWith("#compdef peak\n").contains("compadd", "COMPREPLY");
    assertThat(script).doesNotContain("APP_HOME", "picocli");
  }
}
