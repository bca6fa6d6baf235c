package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;

/**
 * Questions made at random, of a lake whose runs have every odd value: files that are left out hold
 * no row of the answer, and pages give every row once. A failure names the question.
 */
final class AnyQuestionTest {
  private static final List<String> NUMBERS =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "null",
          "0",
          "-0.0",
          "1",
          "-1",
          "0.1",
          "2.5",
          "1e300",
          "-7");
  private static final List<String> SEEDS =
      List.of(
          "1",
          "2",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740993",
          "\"text\"",
          "true",
          "null");
  private static final List<String> DAYS =
      List.of("2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2025-06-30");
  private static final List<String> STAGES = List.of("backtest", "research", "live");
  private static final List<String> STRATEGIES = List.of("ma", "MA", "rsi", "o'neil", "%", "ä", "");

  @TempDir Path dir;
  private Lake lake;

  @BeforeEach
  void a_lake_of_many_files() {
    lake = Lake.openOrCreate(dir.resolve("lake"));
    SplittableRandom random = new SplittableRandom(11);
    for (int pass = 0; pass < 5; pass++) {
      Path results = dir.resolve("results" + pass);
      for (int i = 0; i < 24; i++) {
        Path _ = run("r" + pass + "_" + i, random).writeTo(results.resolve(Integer.toString(i)));
      }
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(24);
    }
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static Chain run(String runId, SplittableRandom random) {
    Chain run =
        Chain.of(runId)
            .stat("sharpe", number(random))
            .stat("calmar", number(random))
            .param("seed", one(SEEDS, random))
            .meta("strategy", Chain.quoted(one(STRATEGIES, random)))
            .meta("stage", Chain.quoted(one(STAGES, random)))
            .meta("timestamp", Chain.quoted(one(DAYS, random) + "T12:00:00Z"));
    if (random.nextInt(5) == 0) {
      run = run.withoutMeta("timestamp");
    }
    return random.nextInt(5) == 0 ? run.withoutMeta("stage") : run;
  }

  private static String number(SplittableRandom random) {
    String number = one(NUMBERS, random);
    return number.endsWith("NaN") || number.endsWith("ity") ? Chain.quoted(number) : number;
  }

  private static String one(List<String> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }

  /** A condition of the filter language. */
  private static String condition(SplittableRandom random, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      return switch (random.nextInt(3)) {
        case 0 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
        case 1 -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
        default -> "not (" + condition(random, depth - 1) + ")";
      };
    }
    String number = one(List.of("sharpe", "calmar"), random);
    String comparison = one(List.of("=", "<>", "<", "<=", ">", ">="), random);
    return switch (random.nextInt(9)) {
      case 0 -> number + " " + comparison + " " + finite(random);
      case 1 -> number + " is " + one(List.of("null", "not null", "nan", "not nan"), random);
      case 2 -> number + " between " + finite(random) + " and " + finite(random);
      case 3 -> "strategy " + comparison + " " + text(STRATEGIES, random);
      case 4 -> "stage in (" + text(STAGES, random) + ", " + text(STAGES, random) + ")";
      case 5 -> "timestamp " + comparison + " " + text(DAYS, random);
      case 6 -> "timestamp is " + one(List.of("null", "not null"), random);
      case 7 -> "run_id " + comparison + " 'r" + random.nextInt(5) + "_" + random.nextInt(24) + "'";
      default -> "strategy like " + one(List.of("'m%'", "'%'", "'_'", "'%i%'"), random);
    };
  }

  private static String finite(SplittableRandom random) {
    return one(List.of("0", "-0.0", "1", "-1", "0.1", "2.5", "1e300", "-7"), random);
  }

  private static String text(List<String> values, SplittableRandom random) {
    return "'" + one(values, random).replace("'", "''") + "'";
  }

  private List<@Nullable Object> ids(String condition) {
    return lake.runs().where(condition).columns("run_id").orderBy("run_id").fetch().rows().stream()
        .<@Nullable Object>map(List::getFirst)
        .toList();
  }

  @Test
  void no_file_is_left_out_that_holds_a_row_of_the_answer() {
    SplittableRandom random = new SplittableRandom(12);
    int some = 0;
    for (int i = 0; i < 250; i++) {
      String condition = condition(random, 3);
      List<@Nullable Object> pruned = ids(condition);
      // No file can be left out for what is not in its statistics; no run has that value.
      List<@Nullable Object> all = ids("(" + condition + ") or params.seed = 123456");
      assertThat(pruned).as(condition).isEqualTo(all);
      some += pruned.isEmpty() || pruned.size() == 120 ? 0 : 1;
    }
    assertThat(some).as("most ask for some of them").isGreaterThan(150);
  }

  @Test
  void pages_give_every_row_once_in_the_order_of_the_whole() {
    SplittableRandom random = new SplittableRandom(13);
    List<String> keys =
        List.of("sharpe", "calmar", "params.seed", "strategy", "stage", "timestamp", "start_date");
    for (int i = 0; i < 40; i++) {
      List<String> order = new ArrayList<>();
      int many = random.nextInt(1, 4);
      for (int key = 0; key < many; key++) {
        order.add(one(keys, random) + (random.nextBoolean() ? " desc" : ""));
      }
      String by = String.join(", ", order);
      TableQuery question = lake.runs().columns("run_id").orderBy(by);
      List<List<@Nullable Object>> paged = new ArrayList<>();
      int rows = random.nextInt(1, 60);
      Optional<String> next = Optional.empty();
      do {
        TableQuery page = question.limit(rows);
        Result result = next.map(page::after).orElse(page).fetch();
        paged.addAll(result.rows());
        next = result.next();
        assertThat(paged.size()).as(by).isLessThanOrEqualTo(120);
      } while (next.isPresent());
      assertThat(paged).as("%s by %s", by, rows).isEqualTo(question.fetch().rows());
    }
  }
}
