package tools.peak.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.peak.cli.output.DisplayWidth;

/**
 * What people see, against pictures that are kept beside this test. Where a look changed on purpose
 * {@code -Dlooks.keep=true} keeps the new one: read the difference before it is committed.
 */
class LooksTest {
  private static final String ESCAPE = "\u001b";
  private static final int A_PIPE = 0;

  @TempDir static Path dir;

  /**
   * A picture: its name, the lake, how wide a terminal (0: a pipe), what else is set, the command.
   */
  record Picture(String name, String lake, int width, Map<String, String> env, List<String> args) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void load() throws IOException {
    Path some = dir.resolve("results");
    run(some, "ma_crossover_20261124_074918_4702c1d0_17", "ma_crossover", "7.575912", "01");
    run(some, "ma_crossover_20261124_074918_4702c1d0_37", "ma_crossover", "-0.719123", "02");
    run(some, "突破_ドンチャン_20261124_074918_4702c1d0_01", "突破", "1.25", "03");
    run(some, "cafe\u0301_très_long_20261124_074918_4702c1d0_02", "cafe\u0301", "NaN", "04");
    Path odd = run(some, "red_\u202ered", "macd", "0.5", "05").resolve("config_snapshot.json");
    Files.writeString(
        odd,
        Files.readString(odd).replace("2024-10-05", "01/02/2024").replace("BTC", "\\u001b[31mB"));
    ingest("some", some);
    String note = "a long note, of many words and " + "x".repeat(100) + ". ";
    peak("some", "note", "4702c1d0_17", note.repeat(80).substring(0, 10_000));
    peak("some", "note", "4702c1d0_37", "短い");
    Path one = dir.resolve("one-result");
    run(one, "one", "macd", "1.5", "01");
    ingest("one", one);
    ingest("empty", Files.createDirectory(dir.resolve("nothing")));
  }

  private static Path run(Path results, String id, String strategy, String sharpe, String day)
      throws IOException {
    Path folder = Folders.run(results, id, strategy, sharpe);
    Path snapshot = folder.resolve("config_snapshot.json");
    Files.writeString(
        snapshot, Files.readString(snapshot).replace("11-02T08", "11-" + day + "T08"));
    StringBuilder curve = new StringBuilder("timestamp,equity\n");
    for (int i = 0; i < 300; i++) {
      double equity = 10_000 + 12 * i + 700 * StrictMath.sin(i / 15.0) - 30 * (i % 7);
      curve.append(LocalDate.of(2024, 1, 1).plusDays(i)).append("T00:00:00,").append(equity);
      curve.append('\n');
    }
    Files.writeString(folder.resolve("equity.csv"), curve);
    return folder;
  }

  private static void ingest(String lake, Path results) {
    peak(lake, "ingest", results.toString(), "--settle", "0");
  }

  private static void peak(String lake, String... args) {
    assertThat(Ran.withLake(dir.resolve(lake), args).exit()).isZero();
  }

  static Stream<Picture> pictures() {
    Map<String, String> ascii = Map.of("PEAK_TERMINAL", "out ascii", "NO_COLOR", "1");
    return Stream.of(
            Stream.of(40, 80, 120, 200).map(width -> of("query", width, "query")),
            Stream.of(40, 80, 120).map(width -> of("show", width, "show", "4702c1d0_17")),
            Stream.of(40, 80, 120).map(width -> of("notices", width, "notices")),
            Stream.of(
                of("query", A_PIPE, "query"),
                of("ordered", 40, "query", "--order-by", "total_trades desc"),
                of("named", 40, "query", "--columns", "run_id,sharpe,total_return,max_drawdown"),
                of("vertical", 80, "query", "-x", "--limit", "2"),
                of("markdown", A_PIPE, "query", "--format", "markdown"),
                of("notes", 80, "query", "--columns", "run_id,tags.note,sharpe"),
                of("notes", A_PIPE, "query", "--columns", "run_id,tags.note,sharpe"),
                of("note", 120, "query", "--columns", "run_id,tags.note", "-x", "--limit", "1"),
                of("aggregate", 80, "aggregate", "total_return", "--by", "strategy"),
                of("compare", 80, "compare", "4702c1d0_17", "4702c1d0_37"),
                of("drawdowns", 80, "drawdowns", "4702c1d0_17"),
                of("returns", 80, "returns", "4702c1d0_17"),
                of("help", 80, "query", "--help")),
            Stream.of(
                new Picture("query-ascii", "some", 80, ascii, List.of("query")),
                new Picture("show-ascii", "some", 80, ascii, List.of("show", "4702c1d0_17")),
                new Picture(
                    "query-colour", "some", 80, Map.of("PEAK_TERMINAL", "out"), List.of("query")),
                new Picture("empty", "empty", 80, terminal(), List.of("query")),
                new Picture("one", "one", 80, terminal(), List.of("query"))))
        .flatMap(pictures -> pictures);
  }

  private static Picture of(String name, int width, String... args) {
    String whole = name + "-" + (width == A_PIPE ? "pipe" : Integer.toString(width));
    return new Picture(
        whole, "some", width, width == A_PIPE ? Map.of() : terminal(), List.of(args));
  }

  private static Map<String, String> terminal() {
    return Map.of("PEAK_TERMINAL", "out", "NO_COLOR", "1");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void looks_as_kept(Picture picture) throws IOException {
    Map<String, String> env = new HashMap<>(picture.env());
    env.put("TZ", "UTC");
    env.put("PEAK_LAKE", dir.resolve(picture.lake()).toString());
    if (picture.width() != A_PIPE) {
      env.put("COLUMNS", Integer.toString(picture.width()));
    }
    Ran ran = Ran.peak(env, picture.args().toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    String drawn = ran.out().replaceAll("(?s)\nOrigin\n.*?\n\n", "\nOrigin\n  …\n\n");

    String plain = drawn.replaceAll(ESCAPE + "\\[[0-9;]*m", "");
    assertThat(plain.chars().filter(c -> c != '\n' && Character.isISOControl(c)))
        .as("what steers a terminal")
        .isEmpty();
    if (picture.width() != A_PIPE) {
      assertThat(plain.lines())
          .allSatisfy(
              line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(picture.width()));
    }
    String shown = drawn.replace(ESCAPE, "<ESC>");
    if (Boolean.getBoolean("looks.keep")) {
      Path file = Path.of("src/test/resources/tools/peak/cli/looks", picture.name() + ".txt");
      Files.createDirectories(file.getParent());
      Files.writeString(file, shown);
    } else {
      assertThat(shown).isEqualTo(kept(picture.name()));
    }
  }

  private static String kept(String name) throws IOException {
    try (InputStream in = LooksTest.class.getResourceAsStream("looks/" + name + ".txt")) {
      return in == null ? "(no picture is kept)" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
