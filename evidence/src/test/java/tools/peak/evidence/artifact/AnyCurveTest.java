package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Refusal;

/**
 * Curves in any legal spelling of CSV, handed over in pieces of any size, say what FastCSV finds in
 * them: each seed is another file, and a failure names it.
 */
final class AnyCurveTest {
  private static final List<String> NOTES =
      List.of(
          "",
          "plain",
          "a \"quoted\" word",
          "two\nlines",
          "two\r\nlines",
          "a,b;c\td",
          " ",
          "\"",
          "ä \uD83D\uDE80");

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24
      })
  void are_read_as_another_reader_reads_them(int seed) throws Refusal {
    SplittableRandom random = new SplittableRandom(seed);
    char separator = ",;\t".charAt(random.nextInt(3));
    String text = file(random, separator);

    assertThat(peak(text, random)).as("seed %s:\n%s", seed, text).isEqualTo(other(text, separator));
  }

  private static String file(SplittableRandom random, char separator) {
    String end = random.nextBoolean() ? "\n" : "\r\n";
    List<String> columns = new ArrayList<>(List.of("timestamp", "equity"));
    int more = random.nextInt(3);
    for (int i = 0; i < more; i++) {
      columns.add(random.nextInt(columns.size() + 1), "note" + i);
    }
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
    text.append(String.join(String.valueOf(separator), columns));
    int rows = random.nextInt(40);
    for (int row = 0; row < rows; row++) {
      text.append(end);
      if (random.nextInt(12) == 0) {
        text.append(end);
      }
      for (int i = 0; i < columns.size(); i++) {
        text.append(i == 0 ? "" : separator).append(cell(columns.get(i), row, separator, random));
      }
    }
    return text.append(random.nextBoolean() ? end : "").toString();
  }

  private static String cell(String column, int row, char separator, SplittableRandom random) {
    String value =
        switch (column) {
          case "timestamp" -> Instant.ofEpochSecond(1_700_000_000L + 3_600L * row).toString();
          case "equity" -> Double.toString(random.nextInt(1 << 20) / 64.0);
          default -> NOTES.get(random.nextInt(NOTES.size()));
        };
    boolean needsQuotes =
        value.indexOf(separator) >= 0 || value.contains("\"") || value.contains("\n");
    return needsQuotes || random.nextInt(6) == 0
        ? "\"" + value.replace("\"", "\"\"") + "\""
        : value;
  }

  /** Read in pieces, as a file is. */
  private static List<String> peak(String text, SplittableRandom random) throws Refusal {
    byte[] bytes = text.getBytes(UTF_8);
    CurveCsv csv = new CurveCsv(1_000, new Budget(1 << 26));
    int from = 0;
    byte[] left = new byte[0];
    boolean isLast;
    do {
      int to = Math.min(bytes.length, from + random.nextInt(1, 64));
      isLast = to == bytes.length;
      byte[] piece = new byte[left.length + to - from];
      System.arraycopy(left, 0, piece, 0, left.length);
      System.arraycopy(bytes, from, piece, left.length, to - from);
      int taken = csv.take(piece, piece.length, isLast);
      left = Arrays.copyOfRange(piece, taken, piece.length);
      from = to;
    } while (!isLast);
    EquityCurve curve = csv.curve(new Notices());
    List<String> points = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      points.add(
          Instant.EPOCH.plusNanos(curve.timestamps().get(i) * 1_000) + " " + curve.equity().get(i));
    }
    return points;
  }

  private static List<String> other(String text, char separator) {
    List<String> points = new ArrayList<>();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (NamedCsvRecord row :
        CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(plain)) {
      points.add(row.getField("timestamp") + " " + Double.parseDouble(row.getField("equity")));
    }
    return points;
  }
}
