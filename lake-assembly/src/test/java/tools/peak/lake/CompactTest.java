package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Otlp;
import tools.peak.fixtures.TableReader;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.upkeep.Compacted;
import tools.peak.lake.upkeep.CompactionListener;

final class CompactTest {
  private static final int RUNS = 12;

  @TempDir Path temp;
  private Path results;
  private Path path;

  /** A lake that was fed run by run, backwards, with new metrics on the way, in two partitions. */
  @BeforeEach
  void feed() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    path = temp.resolve("lake");
    for (int i = RUNS; i > 0; i--) {
      Chain run =
          Chain.of("run" + (char) ('a' + i))
              .stat("metric" + i % 3, Integer.toString(i))
              .stat("sharpe", i % 4 == 0 ? "NaN" : i + ".5")
              .equity(20 + i)
              .trades(i)
              .file("telemetry.jsonl", Otlp.run("1.0", "load", "simulate"));
      load(i % 5 == 0 ? run.meta("stage", "\"live\"") : run, "run" + (char) ('a' + i));
    }
    try (Lake lake = Lake.open(path)) {
      lake.tag("runb", "owner", "ann");
    }
  }

  private void load(Chain run, String name) {
    Path folder = run.writeTo(results.resolve(name));
    try (Lake lake = Lake.openOrCreate(path)) {
      assertThat(Probe.ingest(lake, folder).rejected()).isZero();
    }
  }

  private static Map<String, List<String>> rows(Lake lake, AsOf asOf) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (LakeTable table : LakeTable.values()) {
      rows.put(
          table.tableName(),
          TableReader.rows(Probe.table(Probe.snapshot(lake, asOf), table)).stream()
              .map(Object::toString)
              .sorted()
              .toList());
    }
    rows.put("tags", lake.tags(asOf).rows().stream().map(Object::toString).toList());
    return rows;
  }

  private static List<Map<String, List<String>>> history(Lake lake, long versions) {
    List<Map<String, List<String>>> history = new ArrayList<>();
    for (long version = 1; version <= versions; version++) {
      history.add(rows(lake, AsOf.version(version)));
    }
    return history;
  }

  @Test
  void every_version_has_its_rows_and_the_newest_has_few_files() {
    try (Lake lake = Lake.open(path)) {
      long version = lake.version();
      List<Map<String, List<String>>> before = history(lake, version);

      Compacted compacted = lake.compact(2, CompactionListener.NONE);

      assertThat(compacted.filesBefore()).isGreaterThan(5L * RUNS);
      assertThat(compacted.filesAfter()).isLessThanOrEqualTo(5 * 2 + 1);
      assertThat(compacted.bytesAfter()).isLessThan(compacted.bytesBefore());
      assertThat(compacted.version()).isEqualTo(version + 1);
      assertThat(history(lake, version)).isEqualTo(before);
      assertThat(rows(lake, AsOf.latest())).isEqualTo(before.getLast());
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(lake.runs().where("sharpe is nan").count()).isEqualTo(3);
    }
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.runs().where("run_id = 'rune'").count()).isEqualTo(1);
      assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(RUNS);
    }
  }

  @Test
  void the_rows_of_each_file_are_sorted_by_run() {
    try (Lake lake = Lake.open(path)) {
      Compacted _ = lake.compact(2, CompactionListener.NONE);
      for (LakeTable table : List.of(LakeTable.RUNS, LakeTable.EQUITY, LakeTable.TRADES)) {
        Probe.table(lake, table)
            .content()
            .forEach(file -> assertThat(runIds(file.path())).isSorted());
      }
    }
  }

  /** As DuckDB reads them, in the file's order. */
  private static List<String> runIds(String file) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement statement =
            connection.prepareStatement("SELECT run_id FROM read_parquet(?)")) {
      statement.setString(1, file);
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_second_one_has_nothing_to_do_and_makes_no_version() {
    try (Lake lake = Lake.open(path)) {
      Compacted first = lake.compact(2, CompactionListener.NONE);
      Compacted second = lake.compact(2, CompactionListener.NONE);

      assertThat(second.version()).isEqualTo(first.version());
      assertThat(second.filesAfter()).isEqualTo(first.filesAfter());
      assertThat(lake.planCompact(2).merges()).isEmpty();
    }
    load(Chain.of("late").equity(5), "late");
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.planCompact(5).merges()).as("one new file is not worth it").isEmpty();
      assertThat(lake.planCompact(2).merges()).isNotEmpty();
    }
  }

  @Test
  void what_an_ingest_changes_meanwhile_is_neither_lost_nor_doubled() {
    AtomicBoolean isPending = new AtomicBoolean(true);
    FailPoint.Listener between =
        point -> {
          if (point == FailPoint.AFTER_COPY && isPending.getAndSet(false)) {
            load(Chain.of("runb").stat("sharpe", "77").equity(3), "runb"); // replaced
            load(Chain.of("added").stat("sharpe", "78").equity(3), "added");
          }
        };
    try (Lake lake = Probe.open(path, Clock.systemUTC(), between)) {
      Compacted compacted = lake.compact(2, CompactionListener.NONE);

      assertThat(isPending).isFalse();
      assertThat(compacted.left()).isPositive();
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(Probe.runs(lake)).hasSize(RUNS + 1);
      assertThat(Probe.run(lake, "runb").get("sharpe")).isEqualTo(77.0);
      assertThat(lake.equity().where("run_id = 'runb'").count()).isEqualTo(3);
      assertThat(lake.planCompact(2).merges()).as("tried again within the same deed").isEmpty();
    }
  }

  @Test
  void two_compactions_and_ingests_at_once_leave_every_row_once() throws Exception {
    AtomicInteger number = new AtomicInteger();
    AtomicBoolean ended = new AtomicBoolean();
    Thread feeding =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!ended.get()) {
                    String name = "beside" + number.incrementAndGet();
                    load(Chain.of(name).equity(4), name);
                  }
                });
    List<Thread> compacting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      compacting.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int times = 0; times < 4; times++) {
                      try (Lake lake = Lake.open(path)) {
                        Compacted _ = lake.compact(2, CompactionListener.NONE);
                      }
                    }
                  }));
    }
    for (Thread thread : compacting) {
      thread.join();
    }
    ended.set(true);
    feeding.join();

    try (Lake lake = Lake.open(path)) {
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(Probe.runs(lake)).hasSize(RUNS + number.get());
      assertThat(lake.equity().where("run_id like 'beside%'").count()).isEqualTo(4L * number.get());
    }
  }

  @Test
  void what_was_deleted_before_comes_back_afterwards() {
    try (Lake lake = Lake.open(path)) {
      Map<String, List<String>> before = rows(lake, AsOf.latest());
      String first = lake.retention().planDelete(List.of("runb"), "tried", false).id();
      var _ = lake.retention().apply(first);
      Compacted _ = lake.compact(2, CompactionListener.NONE);
      String second = lake.retention().planDelete(List.of("runc"), "tried", false).id();
      var _ = lake.retention().apply(second);
      load(Chain.of("late"), "late");
      Compacted _ = lake.compact(2, CompactionListener.NONE);

      assertThat(lake.retention().undo(first).restored()).isEqualTo(1);
      assertThat(lake.retention().undo(second).restored()).isEqualTo(1);

      Map<String, List<String>> after = rows(lake, AsOf.latest());
      for (String table : List.of("equity", "trades", "spans", "tags")) {
        assertThat(after.get(table)).as(table).containsAll(before.getOrDefault(table, List.of()));
      }
      assertThat(Probe.runs(lake)).hasSize(RUNS + 1);
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_file_that_is_gone_ends_it_and_changes_nothing() throws IOException {
    try (Lake lake = Lake.open(path)) {
      long version = lake.version();
      Path gone = Path.of(Probe.table(lake, LakeTable.EQUITY).content().getFirst().path());
      byte[] bytes = Files.readAllBytes(gone);
      Files.delete(gone);

      assertThatThrownBy(() -> lake.compact(2, CompactionListener.NONE))
          .hasMessageContaining(gone.getFileName().toString());

      Files.write(gone, bytes);
      assertThat(lake.version()).isEqualTo(version);
      assertThat(lake.verify().findings()).isEmpty();
      try (var files = Files.walk(path.resolve("warehouse"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".parquet")).count())
            .as("nothing of it is left")
            .isEqualTo(lake.planCompact(2).files());
      }
    }
  }
}
