package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tools.peak.evidence.folder.Folders.folder;
import static tools.peak.evidence.folder.Folders.problems;
import static tools.peak.evidence.folder.Folders.read;
import static tools.peak.evidence.folder.Folders.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;
import tools.peak.evidence.Trades;
import tools.peak.evidence.Value;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.write.TableWriter;

/** Folders of homemade tools, which have other names for the same things. */
class OtherNamesTest {
  private static final long NOON = 1_704_110_400_000_000L;

  @TempDir Path root;

  @Test
  void a_homemade_folder_is_a_run_named_after_it() throws IOException {
    Path folder =
        folder(
            root.resolve("ma_1"),
            "metrics.json",
            "{\"sharpe\": 1.7}",
            "params.yaml",
            "# mine\nfast: 10\nstop:\n  pct: 1.5e-3\n",
            "trades.csv",
            "date,symbol,side,quantity,price,pnl,why\n2024-01-01T12:00:00,BTC,buy,2,100.5,,x\n");
    TableWriter.write(
        folder.resolve("equity.parquet"),
        List.of(
            new Instants("date", Times.ofMicros(new long[] {NOON, NOON + 1})),
            new Numbers("equity", Doubles.of(new double[] {100, 125}, new BitSet()))));

    Reading.Loaded loaded = (Reading.Loaded) read(folder);
    Run run = loaded.run();

    assertThat(run.runId()).isEqualTo("ma_1");
    assertThat(run.meta().strategy()).isNull();
    assertThat(run.params())
        .containsExactly(
            new Value("fast", Value.Type.INT, "10", 10.0),
            new Value("stop.pct", Value.Type.FLOAT, "1.5e-3", 0.0015));
    assertThat(run.stats().getFirst().value()).isEqualTo(1.7);
    assertThat(run.equity().timestamps().get(1)).isEqualTo(NOON + 1);
    assertThat(run.equity().equity().get(1)).isEqualTo(125);
    assertThat(run.trades().kind()).isEqualTo(Trades.Kind.FILL);
    assertThat(run.trades().timestamp().get(0)).isEqualTo(NOON);
    assertThat(run.trades().price().get(0)).isEqualTo(100.5);
    assertThat(run.trades().pnl().isMissing(0)).isTrue();
    assertThat(run.trades().others().getFirst().text(0)).isEqualTo("x");
    assertThat(loaded.notices())
        .extracting(Notice::file, Notice::code)
        .containsExactlyInAnyOrder(
            tuple("metrics.json", "taken_for"),
            tuple("equity.parquet", "taken_for"),
            tuple("trades.csv", "taken_for"),
            tuple("params.yaml", "taken_for"));
    assertThat(run.artifacts()).hasSize(4).allMatch(artifact -> artifact.sha256() != null);
  }

  @Test
  void our_own_names_win_and_what_stands_beside_them_is_said() throws IOException {
    Path folder =
        folder(
            root.resolve("x"),
            "metrics.json",
            "{\"sharpe\": 1}",
            "stats.json",
            "{\"sharpe\": 2}",
            "equity.csv",
            "timestamp,equity\n2024-01-01,5\n",
            "trades.csv",
            "no trades");
    Files.move(folder.resolve("trades.csv"), folder.resolve("other.csv"));
    Files.writeString(folder.resolve("equity.parquet"), "no curve");

    Reading.Loaded loaded = (Reading.Loaded) read(folder);

    assertThat(loaded.run().stats().getFirst().value()).isEqualTo(2);
    assertThat(loaded.run().equity().size()).isEqualTo(1);
    assertThat(loaded.notices())
        .extracting(Notice::file, Notice::code, Notice::detail)
        .containsExactlyInAnyOrder(
            tuple("metrics.json", "not_read", "is not read: stats.json beside it is"),
            tuple("equity.parquet", "not_read", "is not read: equity.csv beside it is"));
    assertThat(loaded.run().artifacts()).hasSize(5);
  }

  @Test
  void beside_a_snapshot_of_ours_other_names_are_not_read_and_that_is_said() throws IOException {
    Path folder =
        folder(
            root.resolve("x"),
            "config_snapshot.json",
            "{\"meta\": {\"run_id\": \"mine\"}, \"params\": {}}",
            "stats.json",
            "{\"sharpe\": 2}",
            "metrics.json",
            "{\"sharpe\": 1}",
            "params.yaml",
            "fast: 1");

    Reading.Loaded loaded = (Reading.Loaded) read(folder);

    assertThat(loaded.run().stats().getFirst().value()).isEqualTo(2);
    assertThat(loaded.run().params()).isEmpty();
    assertThat(loaded.notices())
        .extracting(Notice::file, Notice::code, Notice::detail)
        .containsExactlyInAnyOrder(
            tuple("metrics.json", "not_read", "is not read: stats.json beside it is"),
            tuple("params.yaml", "not_read", "is not read: config_snapshot.json beside it is"));
  }

  @Test
  void a_snapshot_of_another_tool_stays_out_of_the_way_but_for_its_params() throws IOException {
    String[] beside = {"metrics.json", "{\"sharpe\": 1}"};
    assertThat(
            run(folder(root.resolve("a"), add(beside, "config_snapshot.json", "{\"model\": 1}")))
                .params())
        .isEmpty();
    assertThat(
            run(folder(
                    root.resolve("b"),
                    add(
                        add(beside, "config_snapshot.json", "{\"params\": {\"fast\": 1}}"),
                        "params.json",
                        "{\"fast\": 2}")))
                .params())
        .containsExactly(new Value("fast", Value.Type.INT, "1", 1.0));
    assertThat(problems(folder(root.resolve("c"), add(beside, "config_snapshot.json", "{\"a\"}"))))
        .first()
        .isInstanceOf(Problem.InvalidJson.class);
  }

  private static String[] add(String[] files, String name, String content) {
    List<String> all = new ArrayList<>(List.of(files));
    all.add(name);
    all.add(content);
    return all.toArray(String[]::new);
  }

  @Test
  void two_files_of_parameters_are_refused_by_name() throws IOException {
    Path folder =
        folder(
            root.resolve("x"), "params.yaml", "a: 1", "params.toml", "a = 1", "stats.json", "{}");
    assertThat(problems(folder))
        .extracting(Problem::code, Problem::reason)
        .containsExactly(
            tuple("two_params", "params.toml and params.yaml both hold the parameters: keep one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.json", "params.json", "equity.parquet", "trades.csv"})
  void one_such_file_alone_makes_no_run(String name) throws IOException {
    Path folder = folder(root.resolve("x"), name, "{}");
    assertThat(Folders.walk(root).folders()).isEmpty();
    Files.writeString(folder.resolve("readme.txt"), "");
    assertThat(Folders.walk(root).folders()).isEmpty();
  }

  @Test
  void a_curve_and_trades_without_a_mark_make_no_run_either() throws IOException {
    folder(root.resolve("x"), "equity.parquet", "", "trades.csv", "");
    assertThat(Folders.walk(root).folders()).isEmpty();
  }

  @Test
  void our_files_alone_are_refused_and_told_what_to_add() throws IOException {
    assertThat(problems(folder(root.resolve("x"), "stats.json", "{}", "trades.csv", "")))
        .extracting(Problem::reason)
        .containsExactly(
            "stats.json without a config_snapshot.json: add one, or a params.json, params.yaml or"
                + " params.toml");
  }

  @Test
  void a_folder_of_parts_in_the_place_of_a_file_refuses_a_homemade_run_only() throws IOException {
    Path folder = folder(root.resolve("x"), "metrics.json", "{}", "params.json", "{}");
    Files.createDirectories(folder.resolve("equity.parquet"));
    assertThat(problems(folder).getFirst().reason())
        .isEqualTo("equity.parquet: is a folder of parts: write one file");

    Path ours = folder(root.resolve("y"), "config_snapshot.json", Folders.META);
    Files.createDirectories(ours.resolve("equity.parquet"));
    assertThat(run(ours).artifacts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "params.yaml | a: [1 | line 1, column 6: expected ',' or ']', but got <stream end>",
        "params.yaml | a: !!int 3 | line 1, column 4: tag 'tag:yaml.org,2002:int' is not read:"
            + " write the plain value",
        "params.yaml | - 1 | line 1, column 1: is no map of keys and values",
        "params.yaml | {a: 1, a: 2} | line 1, column 8: key 'a' stands there twice",
        "params.yaml | a: &x [*x] | line 1, column 8: alias *x stands for nothing that ends before"
            + " it",
        "params.toml | a == 1 | line 1, column 4: is no TOML: Unknown token",
      })
  void what_is_no_file_of_parameters_is_refused_with_its_line(
      String name, String text, String detail) throws IOException {
    assertThat(problems(folder(root.resolve("x"), name, text, "metrics.json", "{}")))
        .extracting(Problem::code, Problem::reason)
        .containsExactly(tuple("invalid_params", name + ": " + detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 007 | INT | 7",
        "a: 0x1F | INT | 31",
        "a: 0o17 | INT | 15",
        "a: .5 | FLOAT | 0.5",
        "a: -.inf | FLOAT | -Infinity",
        "a: True | BOOL | true",
        "a: yes | STRING | yes",
        "a: '10' | STRING | 10",
        "a: 2024-01-01 | STRING | 2024-01-01",
        "a: [1, x] | LIST | [1,\"x\"]",
        "a: {} | OBJECT | {}",
        "a: 123456789012345678901234567890 | INT | 123456789012345678901234567890",
      })
  void yaml_is_typed_as_its_core_schema_says(String text, Value.Type type, String shown)
      throws IOException {
    Value value =
        run(folder(root.resolve("x"), "params.yaml", text, "stats.json", "{}")).params().getFirst();
    assertThat(value.type()).isEqualTo(type);
    assertThat(value.text()).isEqualTo(shown);
  }

  @Test
  void what_aliases_repeat_is_charged_each_time() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 12; i++) {
      String last = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append((last + ", ").repeat(8)).append(last).append("]\n");
    }
    Path folder = folder(root.resolve("x"), "params.yaml", bomb.toString(), "metrics.json", "{}");
    assertThat(problems(folder, ReadLimits.DEFAULT.withMaxHeap(32 << 20)))
        .extracting(Problem::code)
        .containsOnly("too_large");
  }

  @Test
  void a_wrong_cell_of_trades_is_named_by_its_line() throws IOException {
    Path folder =
        folder(
            root.resolve("x"),
            "params.json",
            "{}",
            "trades.csv",
            "# mine\ntimestamp,price\n2024-01-01,1.5\n\n2024-01-02,\"1,234.5\"\n");
    assertThat(problems(folder))
        .extracting(Problem::reason)
        .containsExactly(
            "trades.csv line 5: column 'price': '1,234.5' has thousands separators: write 1234.5");
  }
}
