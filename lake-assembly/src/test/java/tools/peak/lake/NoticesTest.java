package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;

/** What of a run was not taken at its word is a row of the lake, as long as it is true. */
class NoticesTest {
  private static final String EPOCH = "timestamp,equity\n1704067200,1\n1704070800,2\n";
  private static final String PLAIN = "timestamp,equity\n2024-01-01,1\n2024-01-02,2\n";

  @TempDir Path dir;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() {
    results = dir.resolve("results");
    lake = Lake.openOrCreate(dir.resolve("lake"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private void run(String runId, String equity) {
    Chain.of(runId).file("equity.csv", equity).writeTo(results.resolve(runId));
  }

  private void file(String name, String content) throws IOException {
    Files.createDirectories(results.resolve(name).getParent());
    Chain.write(results.resolve(name), content);
  }

  private List<List<@Nullable Object>> notices(AsOf asOf) {
    return lake.notices(asOf).rows();
  }

  @Test
  void they_are_counted_kept_and_a_table_of_sql() {
    run("a", EPOCH);
    run("b", PLAIN);

    IngestResult result = Probe.ingest(lake, results);

    assertThat(result.added()).isEqualTo(2);
    assertThat(result.notices()).isEqualTo(1);
    assertThat(lake.notices(AsOf.latest(), "a").rows()).isEqualTo(notices(AsOf.latest()));
    assertThat(lake.notices(AsOf.latest(), "b").rows()).isEmpty();
    assertThat(notices(AsOf.latest()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.subList(0, 3)).containsExactly("a", "equity.csv", "epoch_time");
              assertThat(String.valueOf(row.get(3))).contains("second");
            });
    assertThat(lake.sql("SELECT code FROM notices WHERE run_id = 'a'").fetch().rows())
        .containsExactly(List.of("epoch_time"));
  }

  @Test
  void known_ones_are_counted_again_and_make_no_version() {
    run("a", EPOCH);
    Probe.ingest(lake, results);
    long version = lake.version();

    assertThat(Probe.ingest(lake, results).notices()).isEqualTo(1);
    assertThat(lake.version()).isEqualTo(version);
  }

  @Test
  void they_go_with_what_they_were_about_and_as_of_finds_them() {
    run("a", EPOCH);
    Probe.ingest(lake, results);
    long before = lake.version();
    run("a", PLAIN);

    assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);

    assertThat(notices(AsOf.latest())).isEmpty();
    assertThat(notices(AsOf.version(before))).hasSize(1);
  }

  @Test
  void folders_with_files_that_are_no_runs_are_counted_unless_they_lie_in_one() throws IOException {
    run("a", PLAIN);
    file("a/report/x.html", "x");
    file("a/plots/x.svg", "x");
    file("homemade/one/metrics.json", "{}");
    file("homemade/two/metrics.json", "{}");

    assertThat(Probe.ingest(lake, results).passedOver()).isEqualTo(2);
  }
}
