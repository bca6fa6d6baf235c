package tools.peak.evidence.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.write.TableWriter;

/** What a first mapping says is measured by what it loads, as it is. */
final class FirstMappingTest {
  @TempDir Path temp;
  private Path results;

  @BeforeEach
  void make() throws IOException {
    results = Files.createDirectory(temp.resolve("results"));
  }

  private void write(String name, String text) throws IOException {
    Path file = results.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** All runs that a first mapping finds, none of them refused. */
  private Map<String, Run> runs() throws Exception {
    Mapping mapping = MappingReader.read("m.toml", FirstMapping.of(results, ReadLimits.DEFAULT));
    Map<String, Run> runs = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    long _ =
        MappedRuns.of(List.of(results), mapping, false, ReadLimits.DEFAULT)
            .forEach(
                new MappedRuns.Visitor() {
                  @Override
                  public void run(MappedRun run) {
                    switch (run.read().orElseThrow()) {
                      case Reading.Loaded(Run read, List<Notice> _) -> runs.put(read.runId(), read);
                      case Reading.Refused(_, List<Problem> refused) -> problems.addAll(refused);
                      case Reading.NotARun() -> throw new AssertionError(run.id());
                    }
                  }

                  @Override
                  public void unreadable(String id, Problem problem) {
                    problems.add(problem);
                  }
                });
    assertThat(problems).isEmpty();
    return runs;
  }

  private static Run run(Map<String, Run> runs, String runId) {
    return Objects.requireNonNull(runs.get(runId), runId);
  }

  private static @Nullable Double metric(Run run, String name) {
    return run.stats().stream()
        .filter(stat -> stat.metric().equals(name))
        .map(Stat::value)
        .findFirst()
        .orElse(null);
  }

  private static List<String> params(Run run) {
    return run.params().stream().map(value -> value.key() + "=" + value.text()).toList();
  }

  @Test
  void telling_columns_of_a_csv() throws Exception {
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1.5,12.5\nb,rsi,0.5,-5.31\n");

    Map<String, Run> runs = runs();

    assertThat(runs.keySet()).containsExactly("a", "b");
    assertThat(run(runs, "a").meta().strategy()).isEqualTo("ma");
    assertThat(metric(run(runs, "a"), "sharpe")).isEqualTo(1.5);
    assertThat(metric(run(runs, "a"), "total_return")).isEqualTo(0.125);
    assertThat(metric(run(runs, "b"), "total_return")).isEqualTo(-0.0531);
  }

  @Test
  void a_sweep_without_an_id_is_called_by_its_parameters() throws Exception {
    write(
        "sweep.csv",
        """
        strategy,fast,slow,sharpe,max_dd,win_rate,n_trades,avg_bars
        ma,5,20,1.1,22.5,51.0,30,1.5
        ma,10,20,0.9,30,48.5,20,2.5
        """);

    Map<String, Run> runs = runs();

    assertThat(runs.keySet()).containsExactly("ma-10", "ma-5");
    Run run = run(runs, "ma-5");
    assertThat(params(run)).containsExactly("fast=5", "slow=20");
    assertThat(metric(run, "max_drawdown")).as("at most 0, a fraction").isEqualTo(-0.225);
    assertThat(metric(run, "win_rate")).isEqualTo(0.51);
    assertThat(metric(run, "total_trades")).isEqualTo(30.0);
    assertThat(metric(run, "avg_bars")).isEqualTo(1.5);
  }

  @Test
  void a_parquet_of_a_sweep() throws Exception {
    TableWriter.write(
        results.resolve("sweep.parquet"),
        List.of(
            Integers.of("trial", new long[] {0, 1}, new BitSet()),
            Integers.of("params_fast", new long[] {5, 6}, new BitSet()),
            new Numbers("sharpe_ratio", Doubles.of(new double[] {1.5, 2}, new BitSet()))));

    Map<String, Run> runs = runs();

    assertThat(runs.keySet()).containsExactly("0", "1");
    assertThat(params(run(runs, "1"))).containsExactly("fast=6");
    assertThat(metric(run(runs, "1"), "sharpe")).isEqualTo(2.0);
  }

  @Test
  void a_folder_each_with_a_curve_and_trades() throws Exception {
    for (String run : List.of("alpha/r1", "alpha/r2", "beta/r1")) {
      write(
          run + "/summary.json",
          """
          {"strategy": "ma", "ticker": "BTC", "created_at": "2024-01-31T09:30:00Z",
           "metrics": {"SharpeRatio": 1.5, "MaxDD": 0.25, "foo": 3}}
          """);
      write(run + "/config.yaml", "fast: 5\nrisk:\n  stop: 0.02\n");
      write(run + "/equity_curve.csv", "date,portfolio_value\n31/01/2024,1000\n01/02/2024,1010\n");
      write(
          run + "/trades.csv",
          """
          Size,EntryPrice,ExitPrice,PnL,ReturnPct,EntryTime,ExitTime,Tag
          10,100,101,10,0.01,2024-01-31 09:30:00,2024-01-31 10:30:00,x
          """);
    }

    Map<String, Run> runs = runs();

    assertThat(runs.keySet()).containsExactly("alpha/r1", "alpha/r2", "beta/r1");
    Run run = run(runs, "beta/r1");
    assertThat(run.meta().symbol()).isEqualTo("BTC");
    assertThat(run.meta().timestamp()).isEqualTo("2024-01-31T09:30:00Z");
    assertThat(params(run)).containsExactly("fast=5", "risk.stop=0.02");
    assertThat(metric(run, "max_drawdown")).isEqualTo(-0.25);
    assertThat(metric(run, "foo")).isEqualTo(3.0);
    assertThat(run.equity().size()).isEqualTo(2);
    assertThat(run.trades().size()).isEqualTo(1);
    assertThat(run.trades().pnlRatio().get(0)).isEqualTo(0.01);
  }

  @Test
  void a_file_each_in_one_folder() throws Exception {
    for (int n = 0; n < 3; n++) {
      write("ma_" + n + ".json", "{\"params\": {\"fast\": " + n + "}, \"sharpe\": 1}");
      write("ma_" + n + "_equity.csv", "timestamp,equity\n2024-01-01,1\n");
    }

    Map<String, Run> runs = runs();

    assertThat(runs.keySet()).containsExactly("ma_0", "ma_1", "ma_2");
    assertThat(params(run(runs, "ma_2"))).containsExactly("fast=2");
    assertThat(run(runs, "ma_2").equity().size()).isEqualTo(1);
  }

  @Test
  void lists_and_objects_of_runs_in_one_document() throws Exception {
    write("all.json", "[{\"name\": \"a\", \"sharpe\": 1}, {\"name\": \"b\", \"sharpe\": 2}]");
    assertThat(runs().keySet()).containsExactly("a", "b");

    write("all.json", "{\"x\": {\"sharpe\": 1}, \"y\": {\"sharpe\": 2}}");
    assertThat(runs().keySet()).containsExactly("x", "y");

    write("all.json", "{\"made\": 1, \"runs\": [{\"id\": 1, \"sharpe\": 1}, {\"id\": 2}]}");
    assertThat(runs().keySet()).containsExactly("1", "2");
  }

  @Test
  void names_and_values_line_by_line() throws Exception {
    for (String run : List.of("a", "b")) {
      write(
          run + "/stats.csv",
          """
          ,0
          Start,2020-01-01
          Return [%],20.5
          Return (Ann.) [%],19
          Max. Drawdown [%],-12.5
          Sharpe Ratio,0.64
          _strategy,Sma
          """);
    }

    Run run = run(runs(), "a");

    assertThat(metric(run, "total_return")).isEqualTo(0.205);
    assertThat(metric(run, "cagr")).isEqualTo(0.19);
    assertThat(metric(run, "max_drawdown")).isEqualTo(-0.125);
    assertThat(run.meta().strategy()).isEqualTo("Sma");
    assertThat(run.meta().startDate()).isEqualTo("2020-01-01");
  }

  @Test
  void decimal_commas_and_days_first() throws Exception {
    write("r.csv", "id;sharpe;ret_pct;date\n1;1,5;12,25;31.01.2024\n2;0,5;1.000,5;01.02.2024\n");

    Map<String, Run> runs = runs();

    assertThat(metric(run(runs, "1"), "total_return")).isEqualTo(0.1225);
    assertThat(metric(run(runs, "2"), "total_return")).isEqualTo(10.005);
    assertThat(run(runs, "2").meta().timestamp()).isEqualTo("2024-02-01T00:00:00Z");
  }

  @Test
  void curves_alone_are_runs() throws Exception {
    write("a/equity.csv", "date,nav\n2024-01-01,1\n");
    write("b/equity.csv", "date,nav\n2024-01-01,1\n");

    assertThat(runs().values()).extracting(run -> run.equity().size()).containsExactly(1, 1);
  }

  @Test
  void ids_of_each_file_alone_get_its_folder() throws Exception {
    write("s1/results.csv", "trial,sharpe\n1,1\n2,2\n");
    write("s2/results.csv", "trial,sharpe\n1,1\n2,2\n");

    assertThat(runs().keySet()).containsExactly("s1-1", "s1-2", "s2-1", "s2-2");
  }

  @Test
  void names_that_are_signs_of_a_mapping_are_names() throws Exception {
    write(
        "r.csv",
        "id,\"a{b}\",\"q\"\"uote\",p:x,sharpe,\"tab\tline\n\"\n1,2,3,4,1.5,6\n2,2,3,4,1.5,7\n");

    Run run = run(runs(), "1");

    assertThat(run.params()).extracting(Value::number).containsExactly(2.0, 3.0, 4.0);
    assertThat(run.stats()).hasSize(2);
  }

  @Test
  void a_folder_without_data_says_so() throws Exception {
    write("readme.txt", "x");
    assertThatThrownBy(() -> FirstMapping.of(results, ReadLimits.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("holds no file that a mapping reads: " + DataFormat.WORDS);
    assertThatThrownBy(() -> FirstMapping.of(results.resolve("none"), ReadLimits.DEFAULT))
        .hasMessageStartingWith("nothing at ");
  }
}
