package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.RealBrowser;

/** The page of {@code peak report}, looked at in a real browser. */
class ReportPageTest {
  private static final String NOTE = "x".repeat(9_990) + "<b>end</b>";

  @TempDir static Path dir;

  @TempDir static Path profile;

  private static RealBrowser browser;

  @BeforeAll
  static void load() throws IOException, InterruptedException {
    RealBrowser.needed();
    Path results = dir.resolve("results");
    Path alpha = Folders.run(results, "alpha", "macd", "1.5");
    Files.writeString(
        alpha.resolve("equity.csv"),
        """
        timestamp,equity
        2024-10-05T00:00:00,100.0
        2024-10-05T00:00:00,100.0
        2024-10-20T00:00:00,90.0
        2024-10-31T00:00:00,125.0
        """);
    Folders.run(results, "beta", "<script>throw 1</script>", "NaN");
    Path point = Folders.run(results, "point", "rsi", "0.5");
    Files.writeString(point.resolve("equity.csv"), "timestamp,equity\n2024-10-05T00:00:00,100.0\n");
    Path bare = Folders.run(results, "bare", "rsi", "Infinity");
    Files.delete(bare.resolve("equity.csv"));
    Path bars = Files.writeString(dir.resolve("bars.csv"), bars());
    Ran traded =
        Ran.peak(
            "backtest",
            "--strategy",
            "ma_crossover",
            "--param",
            "fast=3",
            "--param",
            "slow=8",
            "--data",
            bars.toString(),
            "--symbol",
            "BTC/USD",
            "--results-dir",
            results.toString());
    assertThat(traded.exit()).as(traded.err()).isZero();
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    assertThat(peak("report", "ma_crossover", "--out", page("traded")).exit()).isZero();
    assertThat(peak("note", "alpha", NOTE).exit()).isZero();
    assertThat(peak("report", "alpha", "--out", page("one")).exit()).isZero();
    Ran four = peak("report", "alpha", "beta", "point", "bare", "--out", page("four"), "--json");
    assertThat(four.err()).isEmpty();
    assertThat(four.out()).contains("\"runs\": 4");
    assertThat(
            peak(
                    "report",
                    "alpha",
                    "beta",
                    "ma_crossover",
                    "--benchmark",
                    "alpha",
                    "--out",
                    page("beside"))
                .exit())
        .isZero();
    browser = RealBrowser.start(profile);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void by_daylight() throws InterruptedException {
    browser.look(1_000, "light", "screen");
  }

  /** Two years of days, in waves. */
  private static String bars() {
    StringBuilder bars = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int i = 0; i < 730; i++) {
      double price = 100 + 20 * Math.sin(i / 9.0) + 10 * Math.sin(i / 2.3) + i / 30.0;
      bars.append(LocalDate.of(2023, 1, 1).plusDays(i))
          .append("T00:00:00Z,%1$s,%1$s,%1$s,%1$s,1\n".formatted(price));
    }
    return bars.toString();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private static String page(String name) {
    return dir.resolve(name + ".html").toString();
  }

  @Test
  void nothing_is_loaded_and_nothing_complained_about() throws InterruptedException {
    for (String name : List.of("one", "four", "traded", "beside")) {
      browser.open(Path.of(page(name)));
      assertThat(browser.complaints()).as(name).isEmpty();
      assertThat(browser.requests())
          .as(name)
          .allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
      assertThat(browser.value("document.images.length").asInt()).isZero();
    }
  }

  @Test
  void its_values_are_the_lakes() throws InterruptedException, IOException {
    browser.open(Path.of(page("four")));
    JsonNode compared =
        new ObjectMapper()
            .readTree(peak("compare", "alpha", "beta", "point", "bare", "--json").out());
    for (String metric : List.of("total_return", "max_drawdown", "sharpe", "total_trades")) {
      JsonNode shown =
          browser.value(
              """
              [...document.querySelectorAll("#comparison tbody tr")]
                .filter(row => row.cells[0].textContent.trim() === "%s")
                .flatMap(row => [...row.querySelectorAll("data")].map(data => data.value))\
              """
                  .formatted(metric));
      List<String> told =
          compared.at("/metrics/" + metric).valueStream().map(JsonNode::asText).toList();
      assertThat(shown.valueStream().map(JsonNode::asText).toList())
          .as(metric)
          .isEqualTo(told)
          .hasSize(4);
    }
    assertThat(text("#comparison")).contains("<script>throw 1</script>");
  }

  @Test
  void correlations_and_a_benchmark_are_the_lakes() throws InterruptedException, IOException {
    browser.open(Path.of(page("beside")));
    assertThat(text("nav")).contains("Beside the benchmark");
    assertThat(text("#benchmark")).contains("The benchmark is alpha.");
    JsonNode beside =
        new ObjectMapper()
            .readTree(
                peak("compare", "beta", "ma_crossover", "--benchmark", "alpha", "--json").out())
            .path("rows");
    for (int row = 0; row < 2; row++) {
      List<String> told = beside.path(row).valueStream().skip(1).map(JsonNode::asText).toList();
      assertThat(values("#benchmark tbody tr:nth-child(" + (row + 1) + ")")).isEqualTo(told);
    }
    List<String> matrix = values("#comparison .correlations");
    JsonNode pairs =
        new ObjectMapper()
            .readTree(
                peak("compare", "alpha", "beta", "ma_crossover", "--correlations", "--json").out())
            .path("rows");
    assertThat(List.of(matrix.get(1), matrix.get(2), matrix.get(5)))
        .isEqualTo(pairs.valueStream().map(pair -> pair.path("correlation").asText()).toList());
    assertThat(text("#comparison .correlations")).contains("A", "B", "C");
  }

  private static List<String> values(String selector) throws InterruptedException {
    return browser
        .value(
            "[...document.querySelector('%s').querySelectorAll('data')].map(data => data.value)"
                .formatted(selector))
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void names_of_curves_don_t_lie_over_each_other_on_a_telephone() throws InterruptedException {
    browser.look(375, "light", "screen");
    browser.open(Path.of(page("beside")));
    assertThat(
            browser
                .value(
                    """
                    [...document.querySelectorAll('svg.chart')].flatMap(svg => {
                      const boxes = [...svg.querySelectorAll('text')].map(text => ({text: text.textContent, box: text.getBoundingClientRect()}))
                        .filter(one => one.box.height > 0);
                      return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
                        Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1
                        && Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 5)
                        .map(b => a.text + " over " + b.text));
                    })\
                    """)
                .valueStream()
                .map(JsonNode::asText)
                .toList())
        .isEmpty();
  }

  @Test
  void pointer_and_arrow_keys_tell_values() throws InterruptedException {
    browser.open(Path.of(page("one")));
    JsonNode stage =
        browser.value(
            "(() => { const stage = document.querySelector('.stage'); stage.scrollIntoView(); const"
                + " box = stage.getBoundingClientRect(); return {x: box.x, y: box.y, width:"
                + " box.width}; })()");
    double y = stage.path("y").asDouble() + 60;
    browser.point(stage.path("x").asDouble() + 2, y);
    assertThat(text("output")).isEqualTo("2024-10-05   Equity 100   Drawdown 0.00 %");
    browser.value("document.querySelector('.stage').focus()");
    browser.press("End");
    assertThat(text("output")).isEqualTo("2024-10-31   Equity 125   Drawdown 0.00 %");
    browser.press("ArrowLeft");
    assertThat(text("output")).isEqualTo("2024-10-20   Equity 90   Drawdown -10.00 %");
  }

  @Test
  void a_telephone_shows_it_without_scrolling_sideways() throws InterruptedException {
    for (String name : List.of("one", "four", "traded", "beside")) {
      browser.look(375, "light", "screen");
      browser.open(Path.of(page(name)));
      assertThat(browser.value("document.documentElement.scrollWidth").asInt())
          .as(name)
          .isEqualTo(375);
      assertThat(
              browser
                  .value(
                      """
                      Math.min(...[...document.querySelectorAll('.chart text')]
                        .filter(text => text.getBoundingClientRect().height > 0)
                        .map(text => text.getBoundingClientRect().height))\
                      """)
                  .asDouble())
          .as(name)
          .isGreaterThan(8);
    }
  }

  @Test
  void dark_is_dark_and_paper_is_white() throws InterruptedException {
    browser.open(Path.of(page("one")));
    assertThat(ground()).isEqualTo("rgb(255, 255, 255)");
    browser.look(1_000, "dark", "screen");
    assertThat(ground()).isEqualTo("rgb(18, 22, 28)");
    browser.open(Path.of(page("traded")));
    browser.look(700, "dark", "print");
    assertThat(ground()).isEqualTo("rgb(255, 255, 255)");
    assertThat(
            browser
                .value(
                    "getComputedStyle(document.querySelector('nav') ??"
                        + " document.querySelector('.skip')).display")
                .asText())
        .isEqualTo("none");
    assertThat(
            browser
                .value("document.querySelector('details table').getBoundingClientRect().height")
                .asDouble())
        .isGreaterThan(20);
  }

  @Test
  void trades_are_the_lakes_and_columns_sort_by_their_heads()
      throws InterruptedException, IOException {
    browser.open(Path.of(page("traded")));
    List<String> lake =
        peak("sql", "SELECT pnl FROM trades ORDER BY trade_seq", "--format", "csv")
            .out()
            .lines()
            .skip(1)
            .toList();
    assertThat(profits()).isEqualTo(lake).hasSizeGreaterThan(20);
    browser.value(
        "[...document.querySelectorAll('details th button')].find(b => b.textContent ==="
            + " 'pnl').click()");
    assertThat(profits())
        .isEqualTo(
            lake.stream()
                .sorted(Comparator.comparing((String pnl) -> Double.parseDouble(pnl)).reversed())
                .toList());
  }

  private static List<String> profits() throws InterruptedException {
    return browser
        .value(
            "[...document.querySelectorAll('details tbody tr')].map(row =>"
                + " row.cells[4].firstChild.value)")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void a_run_says_what_qualifies_it() throws InterruptedException {
    browser.open(Path.of(page("one")));
    assertThat(text(".qualifiers"))
        .contains(
            "Stage backtest",
            "too short for a rate of a year",
            "sharpe: the file says 1.5, its curve 2.42042",
            "No round trip with a profit or loss")
        .contains("No git sha");
    assertThat(text("main")).contains(NOTE.substring(9_000));
    browser.open(Path.of(page("four")));
    assertThat(text("#run-2 .qualifiers")).contains("NaN or infinite: sharpe");
    assertThat(text("#run-3 .qualifiers")).contains("An equity curve of one point");
    assertThat(text("#run-4 .qualifiers")).contains("No equity curve");
    assertThat(text("#comparison")).contains("not drawn, no curve above zero: bare");
  }

  private static String ground() throws InterruptedException {
    return browser.value("getComputedStyle(document.body).backgroundColor").asText();
  }

  private static String text(String selector) throws InterruptedException {
    return browser.value("document.querySelector('" + selector + "').textContent").asText();
  }
}
