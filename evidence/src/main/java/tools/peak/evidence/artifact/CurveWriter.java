package tools.peak.evidence.artifact;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.text.TimeText;
import tools.peak.parquet.column.Times;

/**
 * Writes {@code equity.csv} at full precision: what is read again is equal to the bit. A curve's
 * days and, while nothing is held, its values repeat: each is put into digits once.
 */
final class CurveWriter {
  private static final int SECONDS_A_DAY = 86_400;

  private final Writer out;
  private long day = Long.MIN_VALUE;
  private String date = "";
  private double value = Double.NaN;
  private String digits = Double.toString(value);

  private CurveWriter(Writer out) {
    this.out = out;
  }

  static void write(Path file, EquityCurve curve) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("timestamp,equity\n");
      new CurveWriter(out).write(curve);
    }
  }

  /** Points that are nowhere all at once. */
  static void write(Path file, CurvePoints points) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("timestamp,equity\n");
      CurveWriter writer = new CurveWriter(out);
      points.forEach(writer::point);
    }
  }

  private void write(EquityCurve curve) throws IOException {
    for (int row = 0; row < curve.size(); row++) {
      long micros = curve.timestamps().get(row);
      if (micros != Times.MISSING) {
        time(micros);
      }
      out.write(',');
      if (!curve.equity().isMissing(row)) {
        number(curve.equity().get(row));
      }
      out.write('\n');
    }
  }

  private void point(long micros, double equity) throws IOException {
    time(micros);
    out.write(',');
    number(equity);
    out.write('\n');
  }

  /** Without a zone, which is UTC by convention; with a fraction only where there is one. */
  private void time(long micros) throws IOException {
    long second = Math.floorDiv(micros, TimeText.MICROS_A_SECOND);
    int fraction = (int) Math.floorMod(micros, TimeText.MICROS_A_SECOND);
    long ofSecond = Math.floorDiv(second, SECONDS_A_DAY);
    if (ofSecond != day) {
      day = ofSecond;
      date = LocalDate.ofEpochDay(day) + "T";
    }
    int rest = Math.floorMod(second, SECONDS_A_DAY);
    out.write(date);
    twoDigits(rest / 3_600);
    out.write(':');
    twoDigits(rest / 60 % 60);
    out.write(':');
    twoDigits(rest % 60);
    if (fraction != 0) {
      out.write('.');
      twoDigits(fraction / 10_000);
      twoDigits(fraction / 100 % 100);
      twoDigits(fraction % 100);
    }
  }

  private void twoDigits(int number) throws IOException {
    out.write('0' + number / 10);
    out.write('0' + number % 10);
  }

  private void number(double next) throws IOException {
    if (Double.doubleToRawLongBits(next) != Double.doubleToRawLongBits(value)) {
      value = next;
      digits = Double.toString(next);
    }
    out.write(digits);
  }
}
