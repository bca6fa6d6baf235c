package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.Rows;

/** The process of a statement is kept for the next one, and never outlives its lake. */
final class KeptWorkerTest {
  private static final String ASK = "SELECT count(*) FROM runs";

  private final Set<ProcessHandle> others =
      ProcessHandle.current().children().collect(Collectors.toSet());

  private List<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.isAlive() && !others.contains(child))
        .toList();
  }

  private static void ask(TestLake lake) {
    assertThat(lake.queries().sql(ASK).fetch().rows()).containsExactly(List.of(0L));
  }

  private ProcessHandle kept() {
    assertThat(children()).hasSize(1);
    return children().getFirst();
  }

  private static void assertGone(ProcessHandle process) {
    assertThat(process.onExit().completeOnTimeout(null, 60, TimeUnit.SECONDS).join()).isNotNull();
  }

  @Test
  void the_next_statement_finds_it_until_the_lake_is_closed(@TempDir Path folder)
      throws SQLException {
    ProcessHandle worker;
    try (TestLake lake = new TestLake(folder)) {
      ask(lake);
      worker = kept();
      ask(lake);
      assertThat(kept()).isEqualTo(worker);
    }
    assertGone(worker);
  }

  @Test
  void what_a_statement_did_is_nothing_to_the_next(@TempDir Path folder) throws SQLException {
    try (TestLake lake = new TestLake(folder)) {
      assertThat(lake.queries().sql("WITH x AS (SELECT 1 AS n) SELECT n FROM x").fetch().rows())
          .hasSize(1);
      lake.commit(List.of(run("a").metric("sharpe", 1)));
      assertThat(lake.queries().sql(ASK).fetch().rows()).containsExactly(List.of(1L));
      assertThatThrownBy(() -> lake.queries().sql("SELECT n FROM x").fetch())
          .isInstanceOf(LakeException.class);
    }
  }

  @Test
  void after_a_refusal_or_an_unread_answer_it_is_a_new_one(@TempDir Path folder)
      throws SQLException {
    try (TestLake lake = new TestLake(folder)) {
      ask(lake);
      ProcessHandle worker = kept();
      assertThatThrownBy(() -> lake.queries().sql("DROP VIEW runs").fetch())
          .isInstanceOf(LakeException.class);
      assertGone(worker);
      try (Rows rows = lake.queries().sql("SELECT unnest(range(100000))").stream()) {
        assertThat(rows.iterator().next()).isNotNull();
      }
      assertThat(children()).isEmpty();
      ask(lake);
    }
  }

  @Test
  void one_that_was_killed_while_it_waited_costs_nothing(@TempDir Path folder) throws SQLException {
    try (TestLake lake = new TestLake(folder)) {
      ask(lake);
      ProcessHandle worker = kept();
      assertThat(worker.destroyForcibly()).isTrue();
      assertGone(worker);
      ask(lake);
    }
  }

  @Test
  void a_statement_with_other_memory_gets_one_of_its_own(@TempDir Path folder) throws SQLException {
    try (TestLake lake = new TestLake(folder)) {
      ask(lake);
      ProcessHandle worker = kept();
      assertThat(lake.queries().sql(ASK).memory(128L << 20).fetch().rows()).hasSize(1);
      assertGone(worker);
      assertThat(kept()).isNotEqualTo(worker);
    }
  }
}
