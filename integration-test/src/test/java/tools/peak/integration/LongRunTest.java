package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.schema.LakeTable;

final class LongRunTest {
  private static final int POINTS = 5_000_000;

  @TempDir Path temp;

  @Test
  void a_curve_of_five_million_points_loads_in_a_heap_of_half_a_gigabyte() throws Exception {
    Path results = temp.resolve("results");
    curve(Chain.of("long").writeTo(results.resolve("long")).resolve("equity.csv"));
    Chain.write(results.resolve("long/report_snippet.md"), "done"); // the newest: it is complete
    Path stderr = temp.resolve("stderr");

    Process child =
        ChildJvm.in(temp.resolve("jvm"))
            .start(LoadProcess.class, stderr, temp.resolve("lake"), results);
    assertThat(child.getInputStream().read()).as(Files.readString(stderr)).isEqualTo('r');
    child.getOutputStream().write('g');
    child.getOutputStream().flush();

    assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .as(Files.readString(stderr))
        .isEqualTo("1");
    assertThat(child.waitFor()).isZero();
    try (Lake lake = Lake.open(temp.resolve("lake"))) {
      assertThat(Probe.table(lake, LakeTable.EQUITY).rows()).isEqualTo(POINTS);
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  private static void curve(Path file) throws IOException {
    LocalDateTime start = LocalDateTime.of(2020, 1, 1, 0, 0, 1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("timestamp,equity\n");
      for (int i = 0; i < POINTS; i++) {
        out.write(start.plusSeconds(i).toString());
        out.write(i % 60 == 59 ? ":00," : ","); // LocalDateTime leaves out a full minute's seconds
        out.write(Double.toString(10_000 + i / 100.0));
        out.write('\n');
      }
    }
  }
}
