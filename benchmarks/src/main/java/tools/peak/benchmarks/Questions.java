package tools.peak.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.peak.lake.Lake;

/** What the usual questions cost on a lake: the first time, and the best of some more. */
final class Questions {
  private static final int REPEATS = 10;

  private Questions() {}

  /** Something that is asked, and whose answer nobody keeps. */
  private interface Question {
    void ask();
  }

  /** Gives each question's name and its figures in milliseconds. */
  static void measure(Lake lake, String runId, BiConsumer<String, String> print) {
    Map<String, Question> questions = new LinkedHashMap<>();
    questions.put(
        "top 10 by a filter",
        () -> {
          var _ =
              lake.runs()
                  .where("sharpe > 1 and stage = 'backtest'")
                  .orderBy("sharpe desc")
                  .limit(10)
                  .columns("run_id", "sharpe")
                  .fetch();
        });
    questions.put(
        "average by strategy",
        () -> {
          var _ = lake.stats("sharpe").by("strategy").fetch();
        });
    questions.put(
        "count of two metrics",
        () -> {
          var _ = lake.runs().where("sharpe > 1 and max_drawdown > -0.1").count();
        });
    questions.put(
        "one run, all columns",
        () -> {
          var _ = lake.runs().where("run_id = '" + runId + "'").fetch();
        });
    questions.forEach((name, question) -> print.accept(name, figures(question)));
  }

  private static String figures(Question question) {
    double first = millis(question);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPEATS; i++) {
      best = Math.min(best, millis(question));
    }
    return String.format(Locale.ROOT, "%6.1f ms first, %6.1f ms warm", first, best);
  }

  private static double millis(Question question) {
    long began = System.nanoTime();
    question.ask();
    return (System.nanoTime() - began) / 1e6;
  }
}
