package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.schema.LakeTable;

/** A want of memory while rows are written costs what is too large, and none of its neighbours. */
final class MemoryTest {
  @TempDir Path temp;
  private Path results;

  @BeforeEach
  void writeRuns() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    for (int i = 0; i < 8; i++) {
      Chain.of("run" + i).writeTo(results.resolve("run" + i));
    }
  }

  private Lake lake(FailPoint.Listener failPoints) {
    return Probe.open(temp.resolve("lake"), Clock.systemUTC(), failPoints);
  }

  private long dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(temp.resolve("lake/warehouse"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void a_batch_that_is_too_much_is_halved_and_tried_once_more() throws IOException {
    AtomicInteger files = new AtomicInteger();
    try (Lake lake =
        lake(
            point -> {
              if (point == FailPoint.AFTER_COPY && files.incrementAndGet() == 3) {
                throw new OutOfMemoryError("Java heap space");
              }
            })) {
      IngestResult result = Probe.ingest(lake, results);

      assertThat(result.added()).isEqualTo(8);
      assertThat(result.rejected()).isZero();
      assertThat(Probe.rows(lake, LakeTable.INGESTS))
          .extracting(row -> row.get("added"))
          .containsExactly(4L, 4L);
      assertThat(Probe.runs(lake)).hasSize(8);
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(dataFiles()).as("none of the first try is left").isEqualTo(2 * 5);
    }
  }

  @Test
  void what_does_not_fit_alone_is_refused() throws IOException {
    try (Lake lake =
        lake(
            point -> {
              if (point == FailPoint.BEFORE_COPY) {
                throw new OutOfMemoryError("Java heap space");
              }
            })) {
      IngestResult result = Probe.ingest(lake, results);

      assertThat(result.added()).isZero();
      assertThat(result.rejected()).isEqualTo(8);
      assertThat(Probe.rejects(lake))
          .hasSize(8)
          .allSatisfy(
              reject -> {
                assertThat(reject.code()).isEqualTo("too_large");
                assertThat(reject.reason())
                    .startsWith("writing its rows takes more memory than there is: the heap is ")
                    .doesNotContain("Java heap space");
              });
      assertThat(dataFiles()).isZero();
    }
    try (Lake lake = lake(FailPoint.Listener.none())) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(8);
      assertThat(Probe.rejects(lake)).isEmpty();
    }
  }
}
