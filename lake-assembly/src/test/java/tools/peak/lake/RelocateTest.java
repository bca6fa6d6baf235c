package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.schema.LakeTable;

/** A lake that lies elsewhere than it says opens again after one command, as it was. */
final class RelocateTest {
  @TempDir Path dir;
  private Path home;
  private Path results;
  private long past;
  private List<List<@Nullable Object>> now = List.of();
  private List<List<@Nullable Object>> then = List.of();

  @BeforeEach
  void a_lake_with_a_past() throws IOException {
    home = dir.toRealPath().resolve("home/lake");
    results = dir.toRealPath().resolve("results");
    Files.createDirectories(home.getParent());
    try (Lake lake = Lake.openOrCreate(home)) {
      write("a", "1.5");
      write("b", "2.5");
      Probe.ingest(lake, results);
      past = lake.version();
      write("b", "7.5");
      write("c", "-1");
      Probe.ingest(lake, results);
      lake.tag("a", "owner", "ann");
      now = rows(lake, AsOf.latest());
      then = rows(lake, AsOf.version(past));
      assertThat(then).hasSize(2).isNotEqualTo(now.subList(0, 2));
    }
  }

  private void write(String runId, String sharpe) {
    Path _ =
        Chain.of(runId).stat("sharpe", sharpe).equity(9).trades(4).writeTo(results.resolve(runId));
  }

  private static List<List<@Nullable Object>> rows(Lake lake, AsOf asOf) {
    return lake.runs().columns("run_id", "sharpe", "tags.owner").asOf(asOf).fetch().rows();
  }

  private void assertWhole(Path place, Path gone) {
    try (Lake lake = Lake.open(place)) {
      assertThat(rows(lake, AsOf.latest())).isEqualTo(now);
      assertThat(rows(lake, AsOf.version(past))).isEqualTo(then);
      assertThat(lake.verify().findings()).isEmpty();
      for (LakeTable table : LakeTable.values()) {
        assertThat(Probe.table(lake, table).files()).allMatch(file -> file.startsWith(place + "/"));
        assertThat(
                Probe.tables(lake).namedFiles(lake.catalog().current().pointer(table)).metadata())
            .allMatch(file -> !file.toString().startsWith(gone + "/"));
      }
      assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(3);
      write("d", "4");
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
      assertThat(Probe.rows(lake, LakeTable.TRADES)).hasSize(16);
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_moved_lake_is_refused_with_the_command_and_opens_after_it() throws IOException {
    Path place = dir.toRealPath().resolve("elsewhere [1]/lake");
    Files.createDirectories(place.getParent());
    Files.move(home, place);
    assertThatThrownBy(() -> Lake.open(place).close())
        .hasMessageContaining("peak relocate " + place);

    Relocated relocated = Lake.relocate(place);

    assertThat(relocated.isCopy()).isFalse();
    assertThat(relocated.from()).isEqualTo(home);
    assertWhole(place, home);
    assertThat(Lake.relocate(place).from()).as("once is enough").isEqualTo(place);
  }

  @Test
  void a_lake_may_move_again_and_again() throws IOException {
    Path place = home;
    for (String next : List.of("one", "two", "three")) {
      Path to = dir.toRealPath().resolve(next);
      Files.move(place, to);
      var _ = Lake.relocate(to);
      place = to;
      try (Lake lake = Lake.open(place)) {
        lake.tag("a", "place", next);
        assertThat(rows(lake, AsOf.version(past))).isEqualTo(then);
        assertThat(lake.verify().findings()).isEmpty();
      }
    }
    assertWhole(place, home);
  }

  @Test
  void a_lake_may_move_to_a_place_below_its_old_one() throws IOException {
    Path aside = dir.toRealPath().resolve("aside");
    Path place = home.resolve("below/lake");
    Files.move(home, aside);
    Files.createDirectories(place.getParent());
    Files.move(aside, place);

    assertThat(Lake.relocate(place).isCopy()).isFalse();

    try (Lake lake = Lake.open(place)) {
      assertThat(rows(lake, AsOf.latest())).isEqualTo(now);
      assertThat(rows(lake, AsOf.version(past))).isEqualTo(then);
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void what_is_damaged_at_the_old_place_is_no_original() throws IOException {
    Path place = dir.toRealPath().resolve("data");
    Files.move(home, place);
    Files.createDirectories(home);
    Files.writeString(home.resolve("catalog.db"), "no database");

    assertThat(Lake.relocate(place).isCopy()).isFalse();
  }

  @Test
  void a_copy_is_a_lake_of_its_own_and_never_writes_into_the_original() throws IOException {
    Path copy = dir.toRealPath().resolve("copy");
    copy(home, copy);

    assertThat(Lake.relocate(copy).isCopy()).isTrue();

    assertWhole(copy, home);
    try (Lake original = Lake.open(home)) {
      assertThat(rows(original, AsOf.latest())).isEqualTo(now);
      assertThat(original.verify().findings()).isEmpty();
    }
  }

  @Test
  void the_same_lake_by_another_name_is_no_copy() throws IOException {
    Path place = dir.toRealPath().resolve("data");
    Files.move(home, place);
    Files.createSymbolicLink(home, place);

    assertThat(Lake.relocate(place).isCopy()).isFalse();

    assertWhole(place, dir.toRealPath().resolve("home"));
  }

  @Test
  void one_that_was_moved_and_moved_back_needs_nothing() throws IOException {
    Path place = dir.toRealPath().resolve("data");
    Files.move(home, place);
    Files.move(place, home);
    long before;
    try (Lake lake = Lake.open(home)) {
      before = lake.version();
    }
    assertThat(Lake.relocate(home).version()).isEqualTo(before);
    assertThatThrownBy(() -> Lake.relocate(dir.resolve("nothing")))
        .hasMessageContaining("no lake at");
  }

  @Test
  void a_lake_that_lacks_metadata_is_refused_and_stays_as_it_is() throws IOException {
    Path place = dir.toRealPath().resolve("data");
    Files.move(home, place);
    try (Stream<Path> files = Files.walk(place.resolve("warehouse/lake/runs/metadata"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".avro")).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> Lake.relocate(place)).isInstanceOf(LakeException.class);
    Files.move(place, home);
    Lake.open(home).close();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path _ = Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
