package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a lake, over one lake of four runs. */
class QuestionsTest {
  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    Folders.run(results, "alpha", "macd", "1.5");
    Folders.run(results, "beta", "macd", "2.5");
    Folders.run(results, "bravo", "rsi", "NaN");
    Folders.run(results, "it's", "rsi", "Infinity");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    assertThat(peak("tag", "alpha", "owner=ann").exit()).isZero();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void query_orders_limits_and_projects() {
    Ran ran =
        peak("query", "--order-by", "sharpe desc", "--columns", "run_id,sharpe", "--format", "csv");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .isEqualTo("run_id,sharpe\nit's,Infinity\nbeta,2.5\nalpha,1.5\nbravo,NaN\n");
    assertThat(ran.err()).matches("lake version [0-9]+\n");
  }

  @Test
  void json_has_all_attributes_and_metrics_and_says_nan_as_text() {
    Ran ran = peak("query", "--json", "--where", "sharpe is nan");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("{\"snapshot\": \"")
        .contains("\"columns\": [\"run_id\", \"strategy\", \"symbol\", \"start_date\"")
        .contains("\"run_id\": \"bravo\"", "\"start_date\": \"2024-10-05\"")
        .contains("\"timestamp\": \"2024-11-02T08:21:16.250Z\"", "\"sharpe\": \"NaN\"")
        .endsWith("\n], \"truncated\": false}\n");
    assertThat(peak("query", "--format", "json", "--where", "sharpe is nan").out())
        .isEqualTo(ran.out());
  }

  @Test
  void a_limit_that_cuts_is_said() {
    assertThat(peak("--json", "query", "--limit", "2").out()).contains("\"truncated\": true, ");
    assertThat(peak("query", "--limit", "2").out()).contains("first 2 rows, there are more");
  }

  @Test
  void pages_follow_each_other() {
    String all =
        peak("query", "--order-by", "sharpe desc", "--columns", "run_id", "--format", "csv").out();
    String page = peak("--json", "query", "--order-by", "sharpe desc", "--limit", "2").out();
    String key = page.replaceAll("(?s).*\"next\": \"([^\"]+)\".*", "$1");
    Ran next =
        peak(
            "query",
            "--order-by",
            "sharpe desc",
            "--columns",
            "run_id",
            "--format",
            "csv",
            "--after",
            key);
    assertThat(next.out().lines().skip(1).toList())
        .isEqualTo(all.lines().skip(3).toList())
        .isNotEmpty();
    assertThat(peak("query", "--limit", "1", "--format", "csv").err()).contains(", --after ");
    assertThat(peak("query", "--order-by", "sharpe", "--after", key).exit()).isEqualTo(2);
  }

  @Test
  void copies_change_no_answer() {
    String before = peak("--json", "query", "--order-by", "sharpe desc").out();
    assertThat(peak("warm").out()).contains(" runs copied in ");
    assertThat(peak("--json", "query", "--order-by", "sharpe desc").out()).isEqualTo(before);
    assertThat(peak("warm", "--drop", "--json").out()).startsWith("{\"runs\": 0");
  }

  @Test
  void a_glance_shows_the_telling_columns() {
    assertThat(peak("query").out().lines().findFirst().orElseThrow().split(" +"))
        .containsExactly(
            "run_id",
            "strategy",
            "symbol",
            "start_date",
            "sharpe",
            "total_return",
            "max_drawdown",
            "total_trades");
    assertThat(peak("query", "--order-by", "stage, params.fast desc").out()).contains("stage");
  }

  @Test
  void filters_reach_parameters_tags_and_text_with_quotes() {
    assertThat(peak("query", "--where", "params.fast = 10 and sharpe > 2", "--count").out())
        .isEqualTo("2\n");
    assertThat(peak("query", "--json", "--where", "tags.owner = 'ann'", "--count").out())
        .isEqualTo("{\"count\": 1}\n");
    assertThat(peak("show", "it's").exit()).isZero();
  }

  @Test
  void a_wrong_filter_is_wrong_usage_with_a_suggestion() {
    Ran ran = peak("query", "--where", "sharp > 2");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("peak query: no metric 'sharp'; did you mean 'sharpe'?")
        .hasLineCount(1);
  }

  @Test
  void an_error_names_the_option_that_it_is_about() {
    assertThat(peak("query", "--order-by", "sharp").err())
        .contains("(column 1 of --order-by: sharp)");
    assertThat(peak("query", "--columns", "x y").err()).contains(" of --columns: x y)");
    assertThat(peak("query", "--limit", "-1").err())
        .startsWith("peak query: --limit: -1 is below 0");
    assertThat(peak("query", "--limit", "x").err()).contains("'--limit': 'x' is no whole number");
    assertThat(peak("query", "--after", "x").err())
        .startsWith("peak query: --after: 'x' begins no");
    assertThat(peak("aggregate", "sharpe", "--by", "strateg").err()).contains(" of --by: strateg)");
    assertThat(peak("aggregate", "sharpe", "--agg", "middle").err())
        .contains("--agg: no statistic");
    assertThat(peak("aggregate", "sharpe", "--period", "x").err()).contains("--period: 'x' is no");
    assertThat(peak("query", "--as-of", "2001-01-01").err())
        .startsWith("peak query: --as-of: 2001-01-01T23:59:59Z is before the first version of ");
  }

  @Test
  void a_word_that_is_wrong_in_sql_is_not_said_to_be_forbidden() {
    assertThat(peak("sql", "SELEC 1").err())
        .startsWith("peak sql: syntax error")
        .doesNotContain("not allowed");
    assertThat(peak("sql", "SELECT * FROM nothing").err())
        .startsWith("peak sql: there is no table");
    assertThat(peak("sql", "DROP TABLE runs").err()).contains("not allowed");
  }

  @Test
  void parquet_goes_to_standard_output_but_not_to_a_terminal() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String lake = dir.resolve("lake").toString();
    String[] args = {"--lake", lake, "query", "--format", "parquet"};
    assertThat(Main.run(args, out, OutputStream.nullOutputStream(), Map.of())).isZero();
    assertThat(Arrays.copyOf(out.toByteArray(), 4)).isEqualTo(new byte[] {'P', 'A', 'R', '1'});
    assertThat(Ran.peak(Map.of("PEAK_TERMINAL", "out"), args).exit()).isEqualTo(2);
  }

  @Test
  void two_formats_contradict_each_other() {
    Ran ran = peak("--json", "query", "--format", "csv");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("contradict").hasLineCount(1);
  }

  @Test
  void the_past_can_be_asked() {
    assertThat(peak("query", "--as-of", "1000000").exit()).isEqualTo(2);
    assertThat(peak("query", "--as-of", "soon").exit()).isEqualTo(2);
    assertThat(peak("query", "--as-of", "2001-01-01").err()).hasLineCount(1);
    assertThat(peak("query", "--as-of", "2099-01-01", "--count").out()).isEqualTo("4\n");
  }

  @Test
  void aggregate_names_groups_then_statistics_then_counts() {
    Ran ran =
        peak("aggregate", "sharpe", "--by", "strategy", "--agg", "mean,p50", "--format", "csv");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .isEqualTo("strategy,mean,p50,count,not_finite\nmacd,2.0,2.0,2,0\nrsi,,,0,2\n");
    assertThat(
            peak("aggregate", "sharpe", "total_return", "--agg", "mean", "--period", "2024-Q4")
                .out())
        .contains("sharpe_mean", "total_return_mean", "sharpe_not_finite");
    assertThat(peak("aggregate", "sharpe", "--every", "month", "--json").out())
        .contains("\"period\": \"2024-10\"");
    assertThat(peak("aggregate", "sharpe", "--agg", "middle").exit()).isEqualTo(2);
    assertThat(peak("aggregate").exit()).isEqualTo(2);
  }

  @Test
  void aggregate_says_who_stands_in_a_period_by_timestamp_alone_and_which_mean_overflows()
      throws IOException {
    Path more = dir.resolve("more");
    for (String run : new String[] {"x", "y"}) {
      Path snapshot = Folders.run(more, run, "huge", "1.5e308").resolve("config_snapshot.json");
      Files.writeString(snapshot, Files.readString(snapshot).replace("start_date", "first_date"));
    }
    Folders.run(more, "z", "macd", "1.5");
    Path lake = dir.resolve("more-lake");
    assertThat(Ran.withLake(lake, "ingest", more.toString(), "--settle", "0").exit()).isZero();

    Ran ran =
        Ran.withLake(lake, "aggregate", "sharpe", "--every", "month", "--agg", "mean", "--json");
    assertThat(ran.out()).contains("\"truncated\": false, \"by_timestamp\": 2, \"overflows\": 1}");
    assertThat(ran.err())
        .contains("2 runs stand there by timestamp alone: no start_date")
        .contains("1 statistic is beyond the range of a double, of finite values");
    assertThat(peak("aggregate", "sharpe", "--by", "strategy", "--json").out())
        .doesNotContain("by_timestamp");
    assertThat(Ran.withLake(lake, "aggregate", "sharpe", "--period", "2024-10", "--json").out())
        .contains("\"by_timestamp\": 0}");
  }

  @Test
  void sql_reads_the_contracts_tables() {
    Ran ran =
        peak(
            "sql",
            "--json",
            "SELECT strategy, count(*) AS n, 1.10::DECIMAL(4,2) AS d, [1, 2] AS l FROM runs"
                + " GROUP BY ALL ORDER BY 1");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("\"columns\": [\"strategy\", \"n\", \"d\", \"l\"]")
        .contains("{\"strategy\": \"macd\", \"n\": 2, \"d\": 1.10, \"l\": [1, 2]}");
    assertThat(peak("sql", "SELECT 1 AS a, 2 AS a", "--format", "csv").out()).endsWith("1,2\n");
    assertThat(peak("sql", "FROM range(5000)").out()).contains("first 1,000 rows");
    assertThat(peak("sql", "FROM range(5000)", "--format", "csv").out()).hasLineCount(5_001);
    assertThat(peak("sql", "FROM range(5000)", "--json", "--limit", "3").out())
        .contains("\"truncated\": true");
  }

  @Test
  void sql_that_does_not_read_is_wrong_usage_and_said_in_a_few_lines() {
    for (String statement :
        new String[] {"DROP TABLE runs", "SELECT * FROM 'x.csv'", "SELEC 1", "COPY runs TO 'x'"}) {
      Ran ran = peak("sql", statement);
      assertThat(ran.exit()).as(statement).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err().lines().count()).as(ran.err()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void verify_says_that_a_lake_is_whole() {
    assertThat(peak("verify").out()).startsWith("whole: 4 runs, ");
    assertThat(peak("verify", "--json").out())
        .startsWith("{\"whole\": true, \"files\": ")
        .contains("\"findings\": []");
  }

  @Test
  void show_says_what_qualifies_a_run_before_its_result_and_ids_only_where_asked() {
    Ran ran = peak("show", "alpha");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .startsWith("alpha\nmacd · BTC/USD · backtest · 2024-10-05 to 2024-10-31\n")
        .containsSubsequence(
            "What qualifies it",
            "costs",
            "not said",
            "Metrics",
            "total_return  25%",
            "Equity",
            "2024-10-31",
            "Parameters",
            "fast",
            "Tags",
            "owner",
            "ann",
            "Origin",
            "Files",
            "report_snippet.md",
            "lake version")
        .doesNotContain("evidence_sha256");
    assertThat(peak("show", "alpha", "-v").out()).contains("evidence_sha256", "Meta");
  }

  @Test
  void a_curve_comes_back_when_its_folder_is_gone_and_says_that_it_is_rebuilt() throws IOException {
    Path results = dir.resolve("gone");
    Path lake = dir.resolve("gone-lake");
    Path folder = Folders.run(results, "short", "macd", "1.5");
    StringBuilder curve = new StringBuilder("timestamp,equity\n");
    for (int i = 0; i < 20_000; i++) {
      curve.append(LocalDate.EPOCH.plusDays(i)).append("T00:00:00,").append(i).append(".5\n");
    }
    Files.writeString(folder.resolve("equity.csv"), curve);
    assertThat(Ran.withLake(lake, "ingest", results.toString(), "--settle", "0").exit()).isZero();

    Ran there = Ran.withLake(lake, "show", "short", "--artifact", "equity.csv");
    assertThat(there.out()).isEqualTo(curve.toString());
    assertThat(there.err()).isEmpty();

    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Ran gone = Ran.withLake(lake, "show", "short", "--artifact", "equity.csv");
    assertThat(gone.exit()).isZero();
    assertThat(gone.out().lines().limit(3).toList())
        .isEqualTo(curve.toString().lines().limit(3).toList());
    assertThat(gone.out()).hasLineCount(20_001);
    assertThat(Ran.withLake(lake, "show", "short", "--artifact", "stats.json").out())
        .contains("\"sharpe\": 1.5");
    assertThat(Ran.withLake(lake, "show", "short", "--artifact", "none.txt").err())
        .contains("short has no file none.txt; it has config_snapshot.json, equity.csv");
  }

  @Test
  void what_is_made_anew_is_said_to_be_unless_it_is_the_original_to_the_byte() throws IOException {
    Path results = dir.resolve("rebuilt");
    Path lake = dir.resolve("rebuilt-lake");
    Path same = Folders.run(results, "same", "macd", "1.5");
    Path other = Folders.run(results, "other", "macd", "1.5");
    StringBuilder ours = new StringBuilder("timestamp,equity\n");
    StringBuilder theirs = new StringBuilder("equity,timestamp\n");
    for (int i = 0; i < 20_000; i++) {
      ours.append(LocalDate.EPOCH.plusDays(i)).append("T00:00:00,").append(i).append(".5\n");
      theirs.append(i).append(".50,").append(LocalDate.EPOCH.plusDays(i)).append("\n");
    }
    Files.writeString(same.resolve("equity.csv"), ours);
    Files.writeString(other.resolve("equity.csv"), theirs);
    assertThat(Ran.withLake(lake, "ingest", results.toString(), "--settle", "0").exit()).isZero();

    String notice =
        "equity.csv is rebuilt from the lake's rows: these are not the original bytes\n";
    Files.writeString(other.resolve("equity.csv"), "something else since\n");
    Ran changed = Ran.withLake(lake, "show", "other", "--artifact", "equity.csv");
    assertThat(changed.err()).isEqualTo(notice);
    assertThat(changed.out()).isEqualTo(ours.toString());

    Files.delete(other.resolve("equity.csv"));
    Files.delete(same.resolve("equity.csv"));
    Ran gone = Ran.withLake(lake, "show", "other", "--artifact", "equity.csv");
    assertThat(gone.err()).isEqualTo(notice);
    assertThat(gone.out()).isEqualTo(ours.toString());
    assertThat(Ran.withLake(lake, "--quiet", "show", "other", "--artifact", "equity.csv").err())
        .isEmpty();

    Ran original = Ran.withLake(lake, "show", "same", "--artifact", "equity.csv");
    assertThat(original.err()).isEmpty();
    assertThat(original.out()).isEqualTo(ours.toString());
  }

  @Test
  void times_of_a_page_are_local_and_say_so() {
    String lake = dir.resolve("lake").toString();
    String[] args = {"show", "alpha", "--lake", lake};
    assertThat(Ran.peak(Map.of("TZ", "Asia/Kolkata"), args).out())
        .contains("2024-11-02 13:51 IST", "times in Asia/Kolkata");
  }

  @Test
  void two_runs_are_shown_side_by_side() {
    assertThat(peak("show", "alpha", "beta").out())
        .isEqualTo(peak("compare", "alpha", "beta").out());
    assertThat(peak("show", "alpha", "beta", "--json").out()).startsWith("{\"snapshot\"");
    assertThat(peak("show", "alpha", "beta", "--artifact", "stats.json").exit()).isEqualTo(2);
    assertThat(peak("show").exit()).isEqualTo(2);
  }

  @Test
  void show_finds_a_run_by_the_beginning_of_its_id() {
    assertThat(peak("show", "be").out()).startsWith("beta\n");
    Ran several = peak("show", "b");
    assertThat(several.exit()).isEqualTo(1);
    assertThat(several.err())
        .isEqualTo("peak show: several runs begin or end with b: beta, bravo\n");
    Ran none = peak("show", "%");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("no run %").hasLineCount(1);
  }

  @Test
  void show_as_json_has_params_and_meta_as_objects() {
    assertThat(peak("--json", "show", "alpha").out())
        .contains("\"params\": {", "\"label\": \"x\"", "\"meta\": {", "\"sharpe\": 1.5");
  }

  @Test
  void an_artifact_is_printed_as_it_was_but_cannot_steer_a_terminal() throws IOException {
    String[] args = {
      "--lake", dir.resolve("lake").toString(), "show", "alpha", "--artifact", "report_snippet.md"
    };
    assertThat(Ran.peak(args).out())
        .isEqualTo(Files.readString(dir.resolve("results/alpha/report_snippet.md")));
    assertThat(Ran.peak(Map.of("PEAK_TERMINAL", "out"), args).out())
        .isEqualTo("# Run alpha\n\\u001b[31mred\n");
    Ran missing = peak("show", "alpha", "--artifact", "none.md");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("has no file none.md", "stats.json").hasLineCount(1);
  }

  @Test
  void tags_and_notes_are_set_and_listed() {
    assertThat(peak("tag", "beta", "reviewed=yes", "score=7").out())
        .isEqualTo("beta: reviewed=yes score=7\n");
    assertThat(peak("tag", "beta", "score=8", "--json").out())
        .matches("\\{\"runs\": 1, \"snapshot\": \"[0-9]+\"}\n");
    assertThat(peak("tag", "beta", "--format", "csv").out())
        .startsWith("run_id,key,value,")
        .contains("beta,score,8")
        .doesNotContain("beta,score,7")
        .doesNotContain("alpha");
    assertThat(peak("note", "beta", "looks good").exit()).isZero();
    assertThat(peak("query", "--where", "tags.note = 'looks good'", "--count").out())
        .isEqualTo("1\n");
    assertThat(peak("tag", "beta", "nonsense").exit()).isEqualTo(2);
    assertThat(peak("tag", "nobody", "a=b").exit()).isEqualTo(1);
  }

  @Test
  void strategies_are_loaded_from_a_file() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("tiers.toml"), "[strategy.macd]\ntier = \"core\"\nallow_live = true\n");
    assertThat(peak("strategies", "load", file.toString()).out()).startsWith("1 strateg");
    assertThat(peak("strategies", "load", dir.resolve("no.toml").toString()).exit()).isEqualTo(1);
    assertThat(peak("strategies").out()).contains("macd");
  }

  @Test
  void without_a_lake_there_is_one_line_that_says_so() {
    Path none = dir.resolve("none");
    for (String[] args :
        new String[][] {
          {"query"}, {"aggregate", "sharpe"}, {"show", "x"}, {"rejects"}, {"tag", "x", "a=b"}
        }) {
      Ran ran = Ran.withLake(none, args);
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("no lake at " + none).hasLineCount(1);
      assertThat(none).doesNotExist();
    }
  }

  @Test
  void the_lake_is_the_option_or_the_environments() {
    Map<String, String> env = Map.of("PEAK_LAKE", dir.resolve("lake").toString());
    assertThat(Ran.peak(env, "query", "--count").out()).isEqualTo("4\n");
    assertThat(Ran.peak(env, "query", "--count", "--lake", dir.resolve("none").toString()).exit())
        .isEqualTo(1);
  }

  @Test
  void the_stack_trace_is_shown_only_when_asked_for() {
    assertThat(Ran.withLake(dir.resolve("none"), "query").err()).doesNotContain("\tat ");
    assertThat(Ran.withLake(dir.resolve("none"), "query", "-v").err()).contains("\tat ");
  }

  @Test
  void a_reader_that_stops_is_no_failure() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = {"--lake", dir.resolve("lake").toString(), "query", "--json"};
    assertThat(Main.run(args, closed, err, Map.of())).isZero();
    assertThat(err.size()).isZero();
  }
}
