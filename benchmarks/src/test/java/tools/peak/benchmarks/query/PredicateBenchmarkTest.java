package tools.peak.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;

/** The benchmark itself, over lakes that are made in a moment. */
class PredicateBenchmarkTest {
  @TempDir Path folder;

  @Test
  void small_lakes_are_made_once_and_both_sides_count_the_same() throws Exception {
    String first = run();
    assertThat(first).contains("lake made in");
    assertThat(Stream.concat(Predicate.ofTrades().stream(), Predicate.ofCurves("x").stream()))
        .allSatisfy(predicate -> assertThat(first).contains("\n" + predicate.name() + " "));
    assertThat(run()).doesNotContain("lake made in");
    try (Lake trades = Lake.open(folder.resolve("720x12trades/lake"));
        Lake curves = Lake.open(folder.resolve("144x500equity/lake"))) {
      assertThat(trades.verify().isClean()).isTrue();
      assertThat(curves.verify().isClean()).isTrue();
      assertThat(trades.runs().where("any trades (pnl is nan)").count()).isPositive();
      assertThat(trades.runs().where("count trades = 0").count()).isPositive();
      assertThat(curves.runs().where("equity at '2019-03' is null").count()).isPositive();
    }
  }

  @Test
  void an_option_without_a_value_is_refused() {
    assertThatThrownBy(() -> PredicateOptions.parse("--runs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("usage:");
  }

  private String run() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PredicateBenchmark(
            PredicateOptions.parse(
                "--runs",
                "720",
                "--trades",
                "12",
                "--curves",
                "144",
                "--points",
                "500",
                "--repeat",
                "1",
                "--keep",
                folder.toString()),
            new PrintStream(out, true, UTF_8))
        .run();
    return out.toString(UTF_8);
  }
}
