package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.parquet.column.Times;

class CurveCsvTest {

  @Test
  void a_doubled_first_timestamp_stays() throws Refusal {
    assertThat(
            rows(
                """
                timestamp,equity
                2026-11-02T08:21:16,10000.0
                2026-11-02T08:21:16,10000.0
                2026-11-02T09:21:16,10050.232543905422
                """))
        .containsExactly(
            "2026-11-02T08:21:16Z 10000.0",
            "2026-11-02T08:21:16Z 10000.0",
            "2026-11-02T09:21:16Z 10050.232543905422");
  }

  @Test
  void a_header_alone_is_an_empty_curve() throws Refusal {
    assertThat(rows("timestamp,equity")).isEmpty();
    assertThat(rows("timestamp,equity\n")).isEmpty();
  }

  @Test
  void empty_cells_are_missing_and_nan_is_not() throws Refusal {
    assertThat(
            rows(
                """
                timestamp,equity
                2026-09-21T16:23:40,
                ,5
                NaT,6
                2026-09-21T16:23:40,nan
                2026-09-21T16:23:40,inf
                2026-09-21T16:23:40,-Infinity
                """))
        .containsExactly(
            "2026-09-21T16:23:40Z missing",
            "missing 5.0",
            "missing 6.0",
            "2026-09-21T16:23:40Z NaN",
            "2026-09-21T16:23:40Z Infinity",
            "2026-09-21T16:23:40Z -Infinity");
  }

  @Test
  void columns_are_found_by_name_wherever_they_stand() throws Refusal {
    assertThat(
            rows(
                """
                drawdown,equity,note,timestamp
                ,1.0,"a, ""quoted""
                note",2024-01-01 00:00:00.500000+00:00
                0.1,2.0,,"2024-01-02"
                """))
        .containsExactly("2024-01-01T00:00:00.500Z 1.0", "2024-01-02T00:00:00Z 2.0");
  }

  @Test
  void every_time_style_and_quoted_cells_are_read() throws Refusal {
    assertThat(
            rows(
                """
                "timestamp","equity"
                2026-11-02 08:21:16,1
                2026-11-02T08:21:16Z,2
                2026-11-02T08:21:16.25+05:30,3
                "2026-11-02T08:21:16","4.5"
                2026-11-02,5e3
                2026-11-02T08:21:17, 6\s
                """))
        .containsExactly(
            "2026-11-02T08:21:16Z 1.0",
            "2026-11-02T08:21:16Z 2.0",
            "2026-11-02T02:51:16.250Z 3.0",
            "2026-11-02T08:21:16Z 4.5",
            "2026-11-02T00:00:00Z 5000.0",
            "2026-11-02T08:21:17Z 6.0");
  }

  @Test
  void crlf_a_byte_order_mark_blank_lines_and_a_missing_final_newline_are_fine() throws Refusal {
    assertThat(
            rows(
                "\uFEFFtimestamp,equity\r\n2026-11-02T08:21:16,1.5\r\n\r\n"
                    + "2026-11-02T08:21:17,\r\n\n2026-11-02T08:21:18,2.5"))
        .containsExactly(
            "2026-11-02T08:21:16Z 1.5", "2026-11-02T08:21:17Z missing", "2026-11-02T08:21:18Z 2.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-11-02T08:21:1          | 1 cells where the header has 2",
        "2026-11-02T08:21:16,1,2     | 3 cells where the header has 2",
        "2026-11-02T08:2x:16,1       | '2026-11-02T08:2x:16' is no time",
        "2026-02-30T08:21:16,1       | '2026-02-30T08:21:16' is no time",
        "2026-11-02T08:21:16,abc     | 'abc' is no number",
        "2026-11-02T08:21:16,1.2.3   | '1.2.3' is no number",
        "2026-11-02T08:21:16,0x10    | '0x10' is no number",
        "2026-11-02T08:21:16,\"10    | a quoted cell never ends",
      })
  void a_broken_row_is_named_by_its_line(String row, String detail) {
    String good = "2026-11-02T08:21:16,1\n\n";
    assertRefused("timestamp,equity\n" + good + row, 4, detail);
    assertRefused("timestamp,equity\r\n" + good + row + "\r\n", 4, detail);
  }

  @Test
  void lines_within_quoted_cells_count() {
    assertRefused(
        "timestamp,equity,note\n2026-11-02,1,\"a\nb\nc\"\n2026-11-02,x,\n", 5, "'x' is no number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF"})
  void an_empty_file_is_refused(String text) {
    assertRefused(text, 1, "is empty");
  }

  @Test
  void a_header_without_the_columns_is_refused() {
    assertRefused("time,equity\n", 1, "the header has no column 'timestamp'");
    assertRefused("timestamp,value\n", 1, "the header has no column 'equity'");
    assertRefused("2026-11-02T08:21:16,1\n", 1, "the header has no column 'timestamp'");
  }

  @Test
  void what_is_quoted_of_a_broken_cell_is_short_and_one_line() {
    assertRefused(
        "timestamp,equity\n2026-11-02,\"\u0007" + "x".repeat(500) + "\"\n",
        2,
        "'\uFFFD" + "x".repeat(59) + "…' is no number");
  }

  @Test
  void a_line_longer_than_the_buffer_is_refused() {
    assertRefused(
        "timestamp,equity\n2026-11-02," + "1".repeat(2 * FileReader.CHUNK),
        2,
        "more than 262,144 bytes");
  }

  @Test
  void rows_are_bounded() throws Refusal {
    byte[] text = "timestamp,equity\n,\n,\n,\n".getBytes(UTF_8);
    assertThat(parse(text, 3, text.length).size()).isEqualTo(3);
    assertThatThrownBy(() -> parse(text, 2, text.length)).hasMessageContaining("more than 2 rows");
  }

  @Test
  void zero_bytes_are_no_time() {
    assertRefused(
        "timestamp,equity\n" + "\0".repeat(10) + "T08:21:16,1\n",
        2,
        "'" + "\uFFFD".repeat(10) + "T08:21:16' is no time");
  }

  @Test
  void chunks_of_any_size_give_the_same_curve() throws Refusal {
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder("timestamp,equity\r\n");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Instant time = Instant.ofEpochSecond(1_700_000_000L + i * 1_800L);
      double value = random.nextDouble() * 20_000;
      String text = time.toString();
      csv.append(
          switch (i % 5) {
            case 0 -> "\"" + text + "\",\"" + value + "\"\r\n";
            case 1 -> text + "," + value + "\n";
            case 2 -> text.replace("Z", "") + "," + value + "\r\n\n";
            default -> text.replace("Z", "") + "," + value + "\n";
          });
      expected.add(text + " " + value);
    }
    byte[] bytes = csv.toString().getBytes(UTF_8);

    for (int chunk : new int[] {64, 65, 67, 1_000, 100_000, bytes.length}) {
      assertThat(rows(parse(bytes, Integer.MAX_VALUE, chunk))).isEqualTo(expected);
    }
  }

  @Test
  void every_second_of_some_days_is_read_to_the_second() throws Refusal {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes("timestamp,equity\n".getBytes(UTF_8));
    long start = Instant.parse("2023-12-31T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 2 * 86_400; i += 7) {
      String time = Instant.ofEpochSecond(start + i).toString().replace("Z", "");
      csv.writeBytes(String.format(Locale.ROOT, "%s,%d\n", time, i).getBytes(UTF_8));
    }
    EquityCurve curve = parse(csv.toByteArray(), Integer.MAX_VALUE, 4_096);
    for (int row = 0; row < curve.size(); row++) {
      assertThat(curve.timestamps().get(row)).isEqualTo((start + row * 7L) * 1_000_000);
    }
  }

  private static void assertRefused(String csv, long line, String detail) {
    byte[] bytes = csv.getBytes(UTF_8);
    assertThatThrownBy(() -> parse(bytes, Integer.MAX_VALUE, FileReader.CHUNK))
        .isInstanceOfSatisfying(
            Refusal.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new Problem.InvalidCsv(EvidenceFiles.EQUITY, line, detail)));
  }

  private static List<String> rows(String csv) throws Refusal {
    byte[] bytes = csv.getBytes(UTF_8);
    return rows(parse(bytes, Integer.MAX_VALUE, bytes.length));
  }

  private static List<String> rows(EquityCurve curve) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < curve.size(); row++) {
      long time = curve.timestamps().get(row);
      rows.add(
          (time == Times.MISSING ? "missing" : Instant.EPOCH.plusNanos(time * 1_000).toString())
              + " "
              + (curve.equity().isMissing(row) ? "missing" : "" + curve.equity().get(row)));
    }
    return rows;
  }

  /** Feeds the parser as {@link FileReader} does, with chunks of that size. */
  private static EquityCurve parse(byte[] csv, int maxRows, int chunk) throws Refusal {
    CurveCsv parser = new CurveCsv(maxRows);
    byte[] buffer = new byte[Math.max(chunk, 1)];
    int kept = 0;
    int at = 0;
    while (true) {
      int read = Math.min(buffer.length - kept, csv.length - at);
      System.arraycopy(csv, at, buffer, kept, read);
      at += read;
      boolean isLast = at == csv.length;
      int taken = parser.take(buffer, kept + read, isLast);
      if (isLast) {
        return parser.curve();
      }
      kept = kept + read - taken;
      System.arraycopy(buffer, taken, buffer, 0, kept);
    }
  }
}
