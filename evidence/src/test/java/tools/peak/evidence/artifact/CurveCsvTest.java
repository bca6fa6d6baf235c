package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Notices;
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
        "2026-11-02T08:21:16,\"10\"5  | text behind a closing quote",
        "2026-11-02T08:21:16,\"1,5\"  | '1,5' has a decimal comma: write 1.5",
        "2026-11-02T08:21:16,\"1,500\"| '1,500' could be 1500 or 1.500: write it with a decimal point and without thousands separators",
        "2026-11-02T08:21:16,\"1,500.5\"| '1,500.5' has thousands separators: write 1500.5",
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
    assertRefused("when,equity\n", 1, "the header has no column 'timestamp'; it is when,equity");
    assertRefused(
        "datetime,portfolio_value\n",
        1,
        "the header has no column 'equity'; it is datetime,portfolio_value");
    assertRefused(
        "2026-11-02T08:21:16,1\n",
        1,
        "the header has no column 'timestamp'; it is 2026-11-02T08:21:16,1");
    assertRefused(
        "date,time,equity\n",
        1,
        "day and time stand in two columns, date and time: write one column timestamp");
    assertRefused("timestamp,Equity,equity\n", 1, "column 'equity' stands there twice");
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
    byte[] text = "timestamp,equity\n,\n,\n,1\n".getBytes(UTF_8);
    assertThat(parse(text, 3, text.length).size()).isEqualTo(3);
    assertThatThrownBy(() -> parse(text, 2, text.length)).hasMessageContaining("more than 2 rows");
  }

  @Test
  void a_time_that_cannot_be_read_is_missing_and_said() throws Refusal {
    assertThat(
            said(
                "timestamp,equity\n2026-11-02,1\n"
                    + "\0".repeat(10)
                    + "T08:21:16,1\n01/02/2024,2\n2026-02-30T08:21:16,1\nsoon,1"))
        .containsExactly(
            "equity.csv ambiguous_date timestamp: 1 line without a time, the first in line 4:"
                + " '01/02/2024' could be 2024-02-01 or 2024-01-02",
            "equity.csv unreadable_time timestamp: 3 lines without a time, the first in line 3: '"
                + "\uFFFD".repeat(10)
                + "T08:21:16' is no time; write 2024-01-31T09:30:00Z");
  }

  @Test
  void numbers_are_times_by_their_size() throws Refusal {
    assertThat(
            rows(
                "Timestamp;equity\n1735603200000;1\n1735689600000000;2\n1735689600,5;3\n"
                    .replace(",5", ".5")))
        .containsExactly(
            "2024-12-31T00:00:00Z 1.0", "2025-01-01T00:00:00Z 2.0", "2025-01-01T00:00:00.500Z 3.0");
    assertThat(said("timestamp,equity\n1735603200000,1\n1735689600000,2\n20250102,3\n"))
        .containsExactly(
            "equity.csv epoch_time timestamp: 1 line taken as the digits of a day, the first in"
                + " line 4: 20250102 is 2025-01-02T00:00:00Z; 2 lines taken as milliseconds since"
                + " 1970, the first in line 2: 1735603200000 is 2024-12-31T00:00:00Z");
  }

  @Test
  void a_curve_of_ordinals_has_no_times() throws Refusal {
    assertThat(rows("timestamp,equity\n0,1\n1,2\n")).containsExactly("missing 1.0", "missing 2.0");
    assertThat(said("timestamp,equity\n0,1\n1,2\n"))
        .containsExactly(
            "equity.csv ordinal_times timestamp: 2 lines without a time, the first in line 2: '0'"
                + " looks like the number of a row, not like a time since 1990 in any unit");
  }

  @Test
  void what_divides_the_cells_is_told_by_the_header() throws Refusal {
    List<String> expected = List.of("2026-11-02T08:21:16Z 10.5", "2026-11-02T08:21:17Z 10.25");
    String csv = "note,Date,Equity\n\"a,;\t\",2026-11-02T08:21:16,10.5\n,2026-11-02T08:21:17,10.25";
    assertThat(rows(csv)).isEqualTo(expected);
    assertThat(rows(csv.replace(",", ";").replace("a;;", "a;"))).isEqualTo(expected);
    assertThat(rows(csv.replace(",", "\t"))).isEqualTo(expected);
    assertThat(rows("sep=;\n" + csv.replace(",", ";"))).isEqualTo(expected);
    assertThat(rows("# of a tool\n\n" + csv)).isEqualTo(expected);
  }

  @Test
  void where_commas_divide_no_cells_a_point_may_divide_thousands() throws Refusal {
    String could = " could be 10125 or 10.125: write numbers without thousands separators";
    assertRefused("timestamp;equity\n2026-11-02;10.125\n2026-11-03;10\n", 2, "'10.125'" + could);
    assertThat(rows("timestamp;equity\n2026-11-02;10.125\n2026-11-03;10.5\n")).hasSize(2);
    assertThat(rows("timestamp,equity\n2026-11-02,10.125\n2026-11-03,10\n")).hasSize(2);
    assertRefused(
        "timestamp;equity\n2026-11-02;10.000,50\n",
        2,
        "'10.000,50' has a decimal comma: write 10000.50");
  }

  @Test
  void a_last_line_of_nothing_is_no_row() throws Refusal {
    List<String> expected = List.of("2026-11-02T00:00:00Z 1.0");
    for (String last : List.of("", "   ", ",", " , ", "\u001a", "\n,\n\n,\n")) {
      assertThat(rows("timestamp,equity\n2026-11-02,1\n" + last)).isEqualTo(expected);
    }
    assertThat(rows("timestamp,equity\n,\n2026-11-02,1\n"))
        .containsExactly("missing missing", "2026-11-02T00:00:00Z 1.0");
  }

  @Test
  void carriage_returns_alone_and_two_symbols_are_refused() {
    assertRefused(
        "timestamp,equity\r2026-11-02,1\r",
        1,
        "lines end with a carriage return alone: write line feeds");
    assertRefused(
        "timestamp,Ticker,equity\n2026-11-02,AAA,1\n2026-11-02,BBB,1\n",
        3,
        "two symbols in one file, 'AAA' and 'BBB': write a file for each");
  }

  @Test
  void utf_16_is_read_by_its_mark_in_chunks_of_any_size() throws Refusal {
    String csv = "timestamp,equity\n" + "2026-11-02 08:21:16,1.5\n".repeat(500);
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] bytes = ("\uFEFF" + csv).getBytes(charset);
      for (int chunk : new int[] {131, 1_000, bytes.length}) {
        assertThat(rows(parse(bytes, Integer.MAX_VALUE, chunk)))
            .hasSize(500)
            .containsOnly("2026-11-02T08:21:16Z 1.5");
      }
    }
    byte[] noMark = csv.getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> parse(noMark, 1_000, noMark.length))
        .hasMessageContaining("looks like UTF-16 without a byte order mark: write UTF-8");
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

  private static List<String> said(String csv) throws Refusal {
    byte[] bytes = csv.getBytes(UTF_8);
    Notices notices = new Notices();
    parse(bytes, Integer.MAX_VALUE, FileReader.CHUNK, notices);
    return notices.list().stream()
        .map(notice -> notice.file() + " " + notice.code() + " " + notice.detail())
        .toList();
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
    return parse(csv, maxRows, chunk, new Notices());
  }

  private static EquityCurve parse(byte[] csv, int maxRows, int chunk, Notices notices)
      throws Refusal {
    CurveCsv parser = new CurveCsv(maxRows, new Budget(1 << 26));
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
        return parser.curve(notices);
      }
      kept = kept + read - taken;
      System.arraycopy(buffer, taken, buffer, 0, kept);
    }
  }
}
