package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of 2024 in a lake of today: the usual rules take them after a year. */
class RetentionCommandTest {
  private static final Pattern PLAN = Pattern.compile("\"plan\": \"([0-9a-f]{8})\"");

  @TempDir Path dir;
  private Path results;

  @BeforeEach
  void load() throws IOException {
    results = dir.resolve("results");
    Folders.run(results, "a", "macd", "1.5");
    Folders.run(results, "b", "rsi", "-2.5");
    Folders.run(results, "c", "rsi", "0.5");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private static String plan(Ran ran) {
    Matcher plan = PLAN.matcher(ran.out());
    assertThat(plan.find()).as(ran.out() + ran.err()).isTrue();
    return plan.group(1);
  }

  @Test
  void a_plan_is_shown_applied_and_taken_back() throws IOException {
    assertThat(peak("hold", "add", "a", "--reason", "audit").out()).isEqualTo("1 run held\n");
    assertThat(peak("retention", "plan").out())
        .contains("backtest", "2 runs go", "The youngest that would go:", "1 stay all the same");
    Ran runs = peak("retention", "plan", "--runs");
    assertThat(runs.out()).containsPattern("a +backtest +keep +held").contains("older than 1y");
    String plan = plan(peak("--json", "retention", "plan"));

    assertThat(peak("--json", "retention", "apply", plan).out())
        .matches(
            "\\{\"plan\": \"[0-9a-f]{8}\", \"purged\": 2, \"stripped\": 0, \"bytes\": [0-9]+,"
                + " \"snapshot\": \"[0-9]+\", \"seconds\": [0-9.]+}\n");
    assertThat(peak("query", "--count").out()).isEqualTo("1\n");
    assertThat(peak("ingest", results.toString()).out()).contains("2 purged earlier");
    assertThat(peak("retention", "apply", plan).exit()).isEqualTo(1);

    assertThat(peak("--json", "undo").out())
        .matches("\\{\"restored\": 2, \"snapshot\": \"[0-9]+\", \"seconds\": [0-9.]+}\n");
    assertThat(peak("query", "--count").out()).isEqualTo("3\n");
    assertThat(peak("undo").err()).contains("run a of this ingest is held");
    assertThat(peak("hold", "list").out()).contains("audit");
    assertThat(peak("hold", "remove", "a").out()).isEqualTo("1 run released\n");
    assertThat(peak("undo").out())
        .matches("ingest [0-9a-f-]{36} taken back: 3 removed · lake version [0-9]+\n");
    assertThat(peak("undo").err()).contains("nothing was loaded or deleted that could be undone");
    assertThat(peak("ingest", results.toString()).out()).startsWith("3 runs in");
  }

  @Test
  void sources_of_purged_runs_are_written_down_and_never_touched() throws IOException {
    String plan = plan(peak("--json", "delete", "--where", "sharpe < 0", "--reason", "bad"));
    Path list = dir.resolve("sources.txt");

    assertThat(peak("retention", "apply", plan, "--sources", list.toString()).exit()).isZero();

    assertThat(Files.readAllLines(list))
        .containsExactly(results.resolve("b").toRealPath().toString());
    assertThat(results.resolve("b/stats.json")).exists();
  }

  @Test
  void deleting_wants_runs_and_more_than_a_nod_for_all_of_them() {
    assertThat(peak("delete").exit()).isEqualTo(2);
    assertThat(peak("delete", "a", "--where", "sharpe < 0").exit()).isEqualTo(2);
    assertThat(peak("delete", "--where", "run_id is not null", "--yes").err())
        .contains("every run of the lake", "--all");
    assertThat(peak("delete", "nobody").err()).contains("no run nobody");
    assertThat(peak("delete", "a", "--yes").out()).startsWith("1 purged, 0 stripped");
    assertThat(peak("query", "--count").out()).isEqualTo("2\n");
  }

  @Test
  void a_policy_is_shown_set_and_told_its_faults_by_line() throws IOException {
    assertThat(peak("retention", "policy").out()).contains("name = \"research\"");
    Path wrong = dir.resolve("wrong.toml");
    Files.writeString(wrong, "[[retention]]\nname = \"x\"\nolder_than = \"soon\"\n");
    assertThat(peak("retention", "policy", "set", wrong.toString()).err())
        .isEqualTo(
            "peak retention policy: "
                + wrong
                + ": line 3: 'soon' is no age: write 30d, 2w, 3mo, 1y or never\n");
    Path mine = dir.resolve("mine.toml");
    Files.writeString(mine, "[[retention]]\nname = \"x\"\nolder_than = \"1y\"\nstage = \"live\"\n");
    assertThat(peak("retention", "policy", "set", mine.toString()).out()).isEqualTo("1 rule\n");
    assertThat(peak("retention", "policy", "show").out()).isEqualTo(Files.readString(mine));
    assertThat(peak("retention", "plan").out()).contains("nothing goes", "3 that no rule is for");
    assertThat(peak("retention", "policy", "default").out()).isEqualTo("3 rules\n");
    assertThat(peak("retention", "policy", "nonsense").exit()).isEqualTo(2);
  }
}
