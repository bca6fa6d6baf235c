package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at curves, over three runs of which one has none. */
class LookTest {
  private static final String CURVE =
      """
      timestamp,equity
      2024-10-05T00:00:00,100.0
      2024-10-05T00:00:00,100.0
      2024-10-20T00:00:00,90.0
      2024-10-31T00:00:00,125.0
      """;

  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    for (Path folder :
        List.of(
            Folders.run(results, "alpha", "macd", "1.5"),
            Folders.run(results, "beta", "macd", "2.5"))) {
      Files.writeString(folder.resolve("equity.csv"), CURVE);
    }
    Path bare = Folders.run(results, "bare", "rsi", "NaN");
    Files.writeString(bare.resolve("equity.csv"), "timestamp,equity\n");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void returns_are_rows_for_programs_and_a_matrix_for_eyes() {
    Ran rows = peak("returns", "alpha", "beta", "--format", "csv");
    assertThat(rows.exit()).isZero();
    assertThat(rows.out())
        .isEqualTo("run_id,period,return\nalpha,2024-10,0.25\nbeta,2024-10,0.25\n");
    assertThat(peak("returns", "alpha", "--json", "--every", "week").out())
        .contains("\"columns\": [\"run_id\", \"period\", \"return\"]")
        .contains("\"period\": \"2024-W42\", \"return\": -0.0999");
    assertThat(peak("returns", "alpha").out().lines().toList())
        .satisfies(lines -> assertThat(lines.get(1)).contains("Jan", "Dec", "Year"))
        .satisfies(lines -> assertThat(lines.get(2)).matches("2024 +25\\.0 +25\\.0"));
  }

  @Test
  void drawdowns_are_the_deepest_of_each_run() {
    assertThat(peak("drawdowns", "alpha", "--json").out())
        .contains("\"start\": \"2024-10-20T00:00:00Z\"", "\"days\": 1, \"recovered\": true")
        .contains("\"truncated\": false");
  }

  @Test
  void a_run_without_curve_is_named() {
    Ran ran = peak("returns", "--where", "run_id is not null", "--format", "csv");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("left out, no curve of two points: bare");
    assertThat(peak("drawdowns", "bare").exit()).isEqualTo(1);
    assertThat(peak("drawdowns", "bare").err()).contains("no curve of two points in bare");
  }

  @Test
  void what_can_not_be_asked_is_said() {
    assertThat(peak("returns").exit()).isEqualTo(2);
    assertThat(peak("returns", "alpha", "--rolling", "1").exit()).isEqualTo(2);
    assertThat(peak("drawdowns", "alpha", "--top", "0").exit()).isEqualTo(2);
    assertThat(peak("returns", "--where", "sharpe > 99").err()).contains("no run of the lake");
  }

  @Test
  void runs_are_compared_by_what_differs_and_by_their_metrics() {
    Ran json = peak("compare", "beta", "bare", "--json");
    assertThat(json.exit()).isZero();
    assertThat(json.out())
        .contains("\"runs\": [\"beta\", \"bare\"]")
        .contains("\"differs\": {\"strategy\": {\"beta\": \"macd\", \"bare\": \"rsi\"}}")
        .contains("\"sharpe\": {\"beta\": 2.5, \"bare\": \"NaN\"}")
        .doesNotContain("params.fast");
    assertThat(peak("compare", "alpha", "beta").out())
        .contains("A  alpha", "B  beta", "2.5 *", "0 differ")
        .containsPattern("sharpe +1\\.5 +2\\.5 \\* +1");
    assertThat(peak("compare", "alpha", "bare").out()).contains("NaN").doesNotContain("1.5 *");
  }

  @Test
  void one_run_is_no_comparison() {
    assertThat(peak("compare", "alpha").exit()).isEqualTo(2);
    assertThat(peak("compare", "alpha", "alpha").err())
        .contains("2 to 500 runs are compared, this is one", "named twice counts once");
    assertThat(peak("compare", "--a", "run_id = 'beta'", "--b", "sharpe > 99").err())
        .contains("no run of the lake fulfils --b");
    assertThat(peak("compare", "alpha", "nobody").exit()).isEqualTo(1);
  }

  @Test
  void a_comparison_has_rows_for_programs() {
    assertThat(peak("compare", "beta", "bare", "--format", "csv").out().lines().toList())
        .startsWith("name,beta,bare,spread", "strategy,macd,rsi,")
        .contains("sharpe,2.5,NaN,", "total_return,0.25,0.25,0.0");
  }

  @Test
  void curves_of_a_comparison_lie_over_each_other() {
    assertThat(peak("compare", "alpha", "beta", "bare").out())
        .contains("Growth of 1", "Drawdown", "not drawn, no curve above zero: bare")
        .containsPattern("-8% ┤\n +│ +B+");
  }

  @Test
  void groups_have_their_best_and_worst_run() {
    Ran ran =
        peak(
            "compare",
            "--where",
            "run_id is not null",
            "--by",
            "strategy",
            "--metrics",
            "sharpe",
            "--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains(
            "\"strategy\": \"macd\", \"metric\": \"sharpe\", \"mean\": 2.0, \"std\":"
                + " 0.7071067811865476")
        .contains("\"best\": \"beta\", \"worst\": \"alpha\"")
        .contains("\"strategy\": \"rsi\", \"metric\": \"sharpe\", \"mean\": null, \"std\": null")
        .contains("\"count\": 0, \"not_finite\": 1, \"best\": null");
  }

  @Test
  void pairs_are_of_what_a_and_b_share() {
    Ran json =
        peak(
            "compare",
            "--a",
            "run_id = 'beta'",
            "--b",
            "run_id = 'alpha'",
            "--metrics",
            "sharpe",
            "--json");
    assertThat(json.out())
        .contains(
            "\"by\": [\"end_date\", \"params.fast\", \"params.label\", \"start_date\","
                + " \"strategy\", \"symbol\"]")
        .contains(
            "\"sharpe\": {\"pairs\": 1, \"mean_a\": 2.5, \"mean_b\": 1.5, \"mean_difference\": 1.0,"
                + " \"low\": \"NaN\"")
        .contains("\"won\": 1.0");
    Ran none =
        peak("compare", "--a", "run_id = 'beta'", "--b", "run_id = 'bare'", "--pair", "strategy");
    assertThat(none.err()).contains("without a counterpart: 1 of A, 1 of B");
    assertThat(peak("compare", "--a", "run_id = 'beta'").exit()).isEqualTo(2);
    assertThat(peak("compare", "alpha", "beta", "--by", "strategy", "--correlations").exit())
        .isEqualTo(2);
  }

  @Test
  void runs_stand_beside_a_benchmark() throws IOException {
    assertThat(
            peak("compare", "alpha", "--benchmark", "beta", "--format", "csv")
                .out()
                .lines()
                .toList())
        .satisfies(lines -> assertThat(lines.get(1)).startsWith("alpha,0.0,1.0"));
    Path bars = dir.resolve("bars.csv");
    Files.writeString(
        bars,
        """
        timestamp,open,high,low,close,volume
        2024-10-05T00:00:00Z,10,10,10,10,1
        2024-10-20T00:00:00Z,10,10,10,10,1
        2024-10-31T00:00:00Z,11,11,11,11,1
        """);
    assertThat(peak("compare", "alpha", "--benchmark", bars.toString(), "--json").out())
        .contains("\"excess_return\": 0.1499", "\"months_ahead\": 1.0", "\"common_times\": 3");
    assertThat(peak("compare", "alpha", "--benchmark", "nobody").exit()).isEqualTo(1);
  }

  @Test
  void correlations_are_pairs_and_the_least_correlated_a_list() {
    assertThat(peak("compare", "alpha", "beta", "--correlations", "--format", "csv").out())
        .startsWith("run_a,run_b,correlation,returns\nalpha,beta,");
    assertThat(peak("compare", "alpha", "beta", "--least-correlated", "9").exit()).isEqualTo(2);
  }

  @Test
  void drawings_are_files_that_stand_alone() throws IOException {
    Path curves = dir.resolve("curves.svg");
    assertThat(peak("compare", "alpha", "beta", "--svg", curves.toString()).exit()).isZero();
    assertThat(Files.readString(curves))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=")
        .contains(">A  alpha</text>", "prefers-color-scheme")
        .doesNotContain("NaN");
    Path map = dir.resolve("map.svg");
    assertThat(
            peak("map", "sharpe", "--over", "params.fast,params.label", "--svg", map.toString())
                .exit())
        .isZero();
    assertThat(Files.readString(map)).contains("<title>10, x: 2.0, best</title>");
    assertThat(peak("compare", "alpha", "beta", "--svg", dir.toString()).exit()).isEqualTo(2);
    assertThat(peak("compare", "alpha", "beta", "--svg", dir.resolve("no/x.svg").toString()).err())
        .contains("no folder");
  }

  @Test
  void a_map_has_a_cell_a_combination() {
    assertThat(peak("map", "total_return", "--over", "params.fast,params.label", "--json").out())
        .startsWith("{\"snapshot\": \"")
        .contains(
            "\"rows\": [{\"params.fast\": 10, \"params.label\": \"x\", \"value\": 0.25, \"count\":"
                + " 3}]")
        .contains("\"best\": {\"params.fast\": 10,")
        .contains("\"plateau\": null");
    assertThat(peak("map", "sharpe", "--over", "params.fast,params.label").out())
        .contains("best     params.fast = 10, params.label = x: 2, of 2 runs")
        .contains("plateau  none: no cell has five neighbours");
    assertThat(peak("map", "sharpe", "--over", "params.fast").exit()).isEqualTo(2);
    assertThat(
            peak("map", "sharpe", "--over", "params.fast,params.label", "--where", "sharpe > 9")
                .err())
        .contains("no cell: no run with a finite sharpe");
  }
}
