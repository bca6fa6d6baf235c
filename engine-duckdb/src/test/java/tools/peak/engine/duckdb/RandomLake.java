package tools.peak.engine.duckdb;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs and filters made up by chance, with all that is odd in real ones. */
final class RandomLake {
  static final List<String> METRICS =
      List.of("sharpe", "Sharpe", "max drawdown", "Größe", "select", "past_500", "Timestamp");
  private static final List<String> TEXTS =
      List.of("macd", "MACD", "", " x ", "Ünïcode", "日本", "a'b", "%_", "10", "🚀 rocket", "a\nb");
  private static final double[] NUMBERS = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0,
    -0.0,
    1,
    2.5,
    -3,
    10,
    1e-9,
    0.285
  };

  private final Random random;

  RandomLake(long seed) {
    this.random = new Random(seed);
  }

  List<TestRun> runs(String prefix, int count) {
    List<TestRun> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(run(prefix + i));
    }
    return runs;
  }

  private TestRun run(String id) {
    TestRun run = TestRun.run(id);
    if (likely()) {
      run.with("strategy", text());
    }
    if (likely()) {
      run.with("symbol", text());
    }
    if (likely()) {
      run.with("start_date", LocalDate.parse("2024-09-28").plusDays(random.nextInt(100)));
    }
    if (likely()) {
      run.with(
          "timestamp",
          Instant.parse("2024-12-30T00:00:00Z").plusSeconds(3600L * random.nextInt(48)));
    }
    for (String metric : METRICS) {
      if (likely()) {
        run.metric(metric, NUMBERS[random.nextInt(NUMBERS.length)]);
      }
    }
    switch (random.nextInt(6)) {
      case 0 -> run.param("fast", random.nextInt(20));
      case 1 -> run.param("fast", random.nextInt(20) / 2.0);
      case 2 -> run.param("fast", text());
      case 3 -> run.param("fast", random.nextBoolean());
      case 4 -> run.params.put("fast", new TestRun.Typed("null", null, null));
      default -> {}
    }
    if (random.nextBoolean()) {
      run.param("a.b c", random.nextInt(3));
    }
    if (random.nextBoolean()) {
      run.meta("fee.bps", random.nextInt(3));
    }
    if (random.nextBoolean()) {
      run.tag("owner", text());
    }
    return run;
  }

  private boolean likely() {
    return random.nextInt(4) > 0;
  }

  private String text() {
    return pick(TEXTS);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A condition of that depth at most, as text. */
  String condition(int depth) {
    if (depth > 0) {
      switch (random.nextInt(4)) {
        case 0 -> {
          return "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
        }
        case 1 -> {
          return "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
        }
        case 2 -> {
          return "not " + condition(depth - 1);
        }
        default -> {}
      }
    }
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> number(2) + relation() + number(1);
      case 3, 4 -> textual() + relation() + literal();
      case 5 -> textual() + pick(List.of(" like ", " not like ", " ilike ")) + pattern();
      case 6 -> number(1) + not() + " between " + number(0) + " and " + number(0);
      case 7 -> number(1) + not() + " in (" + numeral() + ", " + numeral() + ")";
      case 8 -> "params.fast" + not() + " in (" + numeral() + ", " + literal() + ")";
      case 9 ->
          pick(List.of("start_date", "timestamp"))
              + relation()
              + pick(
                  List.of(
                      "'2024-Q4'",
                      "'2024-12'",
                      "'2024-12-31'",
                      "'2024-W01'",
                      "'2025'",
                      "'2024-12-31T12:00:00Z'",
                      "now() - 16d",
                      "today() - 15d"));
      case 10 ->
          pick(List.of(number(1), textual(), "start_date", "params.fast"))
              + " is"
              + not()
              + " null";
      default ->
          pick(
              List.of(
                  number(1) + " is" + not() + " nan",
                  "regexp(" + textual() + ", '^[a-m]')",
                  "params.fast = true",
                  "params.fast <> false",
                  "start_date < timestamp",
                  textual() + not() + " in (" + literal() + ", " + literal() + ")"));
    };
  }

  private String not() {
    return random.nextBoolean() ? " not" : "";
  }

  private String relation() {
    return pick(List.of(" = ", " <> ", " < ", " <= ", " > ", " >= "));
  }

  String metric() {
    return "metrics.`" + pick(METRICS) + "`";
  }

  private String number(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> metric();
      case 1 -> numeral();
      case 2 -> pick(List.of("(params.fast + 0)", "(params.`a.b c` * 1)", "(meta.fee.bps - 0)"));
      case 3 ->
          "("
              + number(depth - 1)
              + pick(List.of(" + ", " - ", " * ", " / ", " % "))
              + number(depth - 1)
              + ")";
      case 4 ->
          pick(List.of("abs", "floor", "ceil", "round", "sqrt", "sign"))
              + "("
              + number(depth - 1)
              + ")";
      default -> pick(List.of("length(" + textual() + ")", "round(" + metric() + ", 2)"));
    };
  }

  private String numeral() {
    return pick(List.of("0", "1", "2.5", "-3", "10", "1e-9", "0.29", "5"));
  }

  private String textual() {
    return pick(
        List.of(
            "strategy",
            "symbol",
            "attributes.symbol",
            "lower(strategy)",
            "upper(symbol)",
            "trim(symbol)",
            "tags.owner",
            "lower(params.fast)"));
  }

  private String literal() {
    return "'" + text().replace("'", "''") + "'";
  }

  private String pattern() {
    return pick(
        List.of("'%'", "'m%'", "'_'", "'%a%'", "'__'", "'M_c%'", "'%!_' escape '!'", "'%本'", "''"));
  }
}
