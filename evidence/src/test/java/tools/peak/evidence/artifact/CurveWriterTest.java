package tools.peak.evidence.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.evidence.EquityCurve;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

class CurveWriterTest {
  @TempDir Path dir;

  @Test
  void times_and_numbers_stand_in_full_whatever_stood_before_them() throws IOException {
    String[] times = {
      "2024-12-31T23:59:59.999999Z",
      "2025-01-01T00:00:00Z",
      "2025-01-01T00:00:00.000001Z",
      "2025-01-01T10:09:08.100000Z",
      "1969-12-31T23:59:59.500000Z",
      "0001-01-01T00:00:00Z"
    };
    double[] values = {0.1 + 0.2, 0.0, -0.0, Double.NaN, Double.NaN, 10_000};
    long[] micros = new long[times.length];
    for (int i = 0; i < times.length; i++) {
      micros[i] = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(times[i]));
    }
    Path file = dir.resolve("equity.csv");
    CurveWriter.write(
        file, new EquityCurve(Times.ofMicros(micros), Doubles.of(values, new BitSet())));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "timestamp,equity",
            "2024-12-31T23:59:59.999999,0.30000000000000004",
            "2025-01-01T00:00:00,0.0",
            "2025-01-01T00:00:00.000001,-0.0",
            "2025-01-01T10:09:08.100000,NaN",
            "1969-12-31T23:59:59.500000,NaN",
            "0001-01-01T00:00:00,10000.0");
  }
}
