package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.query.Row;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.upkeep.CompactionListener;

final class ClosedLakeTest {
  @TempDir Path temp;

  private Lake open() {
    Chain.of("a").writeTo(temp.resolve("results/a"));
    Lake lake = Lake.openOrCreate(temp.resolve("lake"));
    assertThat(lake.ingest(temp.resolve("results")).rejected()).isZero();
    return lake;
  }

  @TestFactory
  Stream<DynamicTest> a_closed_lake_says_so_whatever_it_is_asked() {
    Lake lake = open();
    TableQuery earlier = lake.runs();
    Tagging tags = lake.tags();
    lake.close();
    return Map.<String, ThrowingCallable>ofEntries(
            Map.entry("runs", () -> lake.runs().fetch()),
            Map.entry("a question of before", earlier::fetch),
            Map.entry("count", earlier::count),
            Map.entry("stats", () -> lake.stats("sharpe").fetch()),
            Map.entry("sql", () -> lake.sql("SELECT 1").fetch()),
            Map.entry("version", lake::version),
            Map.entry("versions", lake::versions),
            Map.entry("rejects", lake::rejects),
            Map.entry("notices", () -> lake.notices(AsOf.latest())),
            Map.entry("ingest", () -> lake.ingest(temp.resolve("results"))),
            Map.entry("tag", () -> lake.tag("a", "owner", "ann")),
            Map.entry("tags of before", () -> tags.note(List.of("a"), "x")),
            Map.entry("verify", lake::verify),
            Map.entry("warm", lake::warm),
            Map.entry("compact", () -> lake.compact(2, CompactionListener.NONE)),
            Map.entry("audit", () -> lake.audit().check()),
            Map.entry("retention", () -> lake.retention().newestApplied()))
        .entrySet()
        .stream()
        .map(
            ask ->
                DynamicTest.dynamicTest(
                    ask.getKey(),
                    () ->
                        assertThatThrownBy(ask.getValue())
                            .isInstanceOf(LakeException.class)
                            .hasMessage("the lake is closed")));
  }

  @Test
  void closing_twice_is_closing_once_and_the_lake_opens_again() {
    Lake lake = open();
    lake.close();
    lake.close();

    try (Lake again = Lake.open(temp.resolve("lake"))) {
      assertThat(again.runs().count()).isOne();
    }
    assertThat(lake.path()).isEqualTo(temp.resolve("lake").toAbsolutePath());
  }

  @Test
  void rows_that_are_still_read_say_so_as_well() {
    Lake lake = open();
    try (Rows rows = lake.equity().stream()) {
      var iterator = rows.iterator();
      Row first = iterator.next();
      assertThat(first.getString("run_id")).isEqualTo("a");
      lake.close();

      assertThatThrownBy(() -> iterator.forEachRemaining(_ -> {}))
          .isInstanceOf(LakeException.class)
          .hasMessage("the lake is closed");
    }
  }
}
