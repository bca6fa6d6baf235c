package tools.peak.evidence;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes {@code equity.csv} at full precision: what is read again is equal to the bit. */
final class CurveWriter {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private CurveWriter() {}

  static void write(Path file, EquityCurve curve) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("timestamp,equity\n");
      for (int row = 0; row < curve.size(); row++) {
        long micros = curve.timestamps().get(row);
        if (micros != Times.MISSING) {
          out.write(time(micros));
        }
        out.write(',');
        if (!curve.equity().isMissing(row)) {
          out.write(Double.toString(curve.equity().get(row)));
        }
        out.write('\n');
      }
    }
  }

  /** Without a zone, which is UTC by convention. */
  private static String time(long micros) {
    long second = Math.floorDiv(micros, TimeText.MICROS_A_SECOND);
    int fraction = (int) Math.floorMod(micros, TimeText.MICROS_A_SECOND);
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, fraction * 1_000, ZoneOffset.UTC);
    return (fraction == 0 ? SECONDS : MICROS).format(time);
  }
}
