package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.RealBrowser;

/** Pages of as many runs as there may be, of long curves, and of runs with hostile names. */
class LargeReportTest {
  private static final int RUNS = 500;
  private static final int POINTS = 1_000;
  private static final String HOSTILE =
      "</script><script>throw 1</script> \u00e9\u20ac\u2019\u202e";

  @TempDir static Path dir;

  @TempDir static Path profile;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    for (int run = 0; run < RUNS; run++) {
      String id = String.format(Locale.ROOT, "run_%03d_with_the_long_name_that_sweeps_give", run);
      Path folder = Folders.run(results, id, run == 0 ? HOSTILE : "macd", Integer.toString(run));
      Files.writeString(folder.resolve("equity.csv"), curve(run));
    }
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    assertThat(peak("note", "run_000", HOSTILE).exit()).isZero();
  }

  private static String curve(int run) {
    StringBuilder curve = new StringBuilder("timestamp,equity\n");
    for (int i = 0; i < POINTS; i++) {
      double equity = 1e4 + i * (run - 200) / 50.0 + 300 * Math.sin(i / (5.0 + run % 17));
      curve.append(LocalDate.of(2021, 1, 1).plusDays(i)).append(',').append(equity).append('\n');
    }
    return curve.toString();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private static Path page(String name, String filter) {
    Path page = dir.resolve(name + ".html");
    Ran ran = peak("report", "--where", filter, "--out", page.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    return page;
  }

  @Test
  void ten_runs_are_less_than_a_megabyte_and_five_hundred_no_more_than_five() throws IOException {
    assertThat(Files.size(page("ten", "sharpe < 10"))).isLessThan(1_000_000);
    assertThat(Files.size(page("all", "run_id is not null"))).isLessThan(5_000_000);
    assertThat(Files.readString(dir.resolve("ten.html")))
        .doesNotContain("<script>throw", "\u202e")
        .contains("&lt;/script&gt;&lt;script&gt;throw 1&lt;/script&gt; \u00e9\u20ac\u2019");
  }

  @Test
  void five_hundred_runs_open_without_a_complaint() throws IOException, InterruptedException {
    RealBrowser.needed();
    Path page = page("opened", "run_id is not null");
    try (RealBrowser browser = RealBrowser.start(profile)) {
      browser.open(page);
      assertThat(browser.complaints()).isEmpty();
      assertThat(
              browser
                  .value("document.querySelectorAll('#comparison table.rows tr').length")
                  .asInt())
          .isGreaterThan(RUNS);
      assertThat(browser.value("document.querySelector('#comparison').textContent").asText())
          .contains("Of 124,750 pairs the median is", "Most alike", "Least alike together");
    }
  }
}
