package tools.peak.runner.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvBarsTest {
  private static final String HEADER = "timestamp,open,high,low,close,volume\n";
  private static final String FIRST = "2024-01-01T00:00:00Z,10,12,9,11,100\n";
  private static final String SECOND = "2024-01-02T00:00:00Z,11,13,10,12,0\n";

  @TempDir Path dir;

  @Test
  void rows_in_any_order_come_sorted_and_gaps_stay() throws IOException {
    Bars bars = read(HEADER + "2024-03-01,12,12,12,12,1\n" + SECOND + FIRST);
    assertThat(bars.size()).isEqualTo(3);
    assertThat(bars.time(0)).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(bars.time(2)).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
    assertThat(bars.open(0)).isEqualTo(10);
    assertThat(bars.high(0)).isEqualTo(12);
    assertThat(bars.low(0)).isEqualTo(9);
    assertThat(bars.close(0)).isEqualTo(11);
    assertThat(bars.volume(0)).isEqualTo(100);
    assertThat(bars.startDate()).isEqualTo(LocalDate.of(2024, 1, 1));
    assertThat(bars.endDate()).isEqualTo(LocalDate.of(2024, 3, 1));
    assertThat(bars.source()).isEqualTo("bars.csv");
  }

  @Test
  void columns_are_found_by_name_whatever_their_case_place_and_company() throws IOException {
    Bars bars =
        read(
            String.join(
                "\r\n",
                "\uFEFFVolume, Close ,note,LOW,High,Open,Timestamp",
                "5,11,\"a, b\",9,12,10,2024-01-01",
                "",
                "6,12,c,10,13,11,\"2024-01-02\""));
    assertThat(bars.size()).isEqualTo(2);
    assertThat(bars.open(0)).isEqualTo(10);
    assertThat(bars.close(1)).isEqualTo(12);
    assertThat(bars.volume(1)).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29, 2024-02-29T00:00:00Z",
    "2024-02-29T10:30, 2024-02-29T10:30:00Z",
    "2024-02-29 10:30:15, 2024-02-29T10:30:15Z",
    "2024-02-29T10:30:15Z, 2024-02-29T10:30:15Z",
    "2024-02-29 10:30:15.5+00:00, 2024-02-29T10:30:15.5Z",
    "2024-02-29T10:30:15.123456789Z, 2024-02-29T10:30:15.123456Z",
    "2024-02-29T10:30:15+02:00, 2024-02-29T08:30:15Z",
    "2024-02-29T10:30:15-0530, 2024-02-29T16:00:15Z",
    "1969-12-31T23:59:59Z, 1969-12-31T23:59:59Z",
  })
  void timestamps_are_iso_8601_and_utc_unless_they_name_an_offset(String text, String utc)
      throws IOException {
    Bars bars = read(HEADER + text + ",1,1,1,1,1\n2100-01-01,1,1,1,1,1\n");
    assertThat(bars.time(0)).isEqualTo(Instant.parse(utc));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2024-01-03,x,13,10,12,0 | open: 'x' is no number",
        "2024-01-03,,13,10,12,0 | has no open",
        "2024-01-03,NaN,13,10,12,0 | open: 'NaN' is no number",
        "2024-01-03,1d,13,10,12,0 | open: '1d' is no number",
        "2024-01-03,0x1p3,13,10,12,0 | open: '0x1p3' is no number",
        "2024-01-03,11,Infinity,10,12,0 | high: 'Infinity' is no number",
        "2024-01-03,11,1e999,10,12,0 | high is Infinity, a price must be finite and above zero",
        "2024-01-03,11,13,0,12,0 | low is 0.0, a price must be finite and above zero",
        "2024-01-03,11,13,10,-12,0 | close is -12.0, a price must be finite and above zero",
        "2024-01-03,11,9,10,12,0 | high 9.0 is below low 10.0",
        "2024-01-03,11,13,10,12,-1 | volume is -1.0, it must be finite and not negative",
        "2024-01-03,11,13,10,12 | 5 cells where the header has 6",
        "2024-01-03,11,13,10,12,1,2 | 7 cells where the header has 6",
        "2024-01-03,'10,5',13,10,12,0 | open: '10,5' has a decimal comma: write 10.5",
        "2024-01-03,'1,010.5',13,10,12,0 | open: '1,010.5' has thousands separators: write 1010.5",
        "2024-01-03,'1,010',13,10,12,0 | open: '1,010' could be 1010 or 1.010",
        "2024-01-03,'1'1,13,10,12,0 | text behind a closing quote",
        "17042400000000000000000,11,13,10,12,1 | timestamp: '17042400000000000000000' looks like",
        "45658,11,13,10,12,1 | timestamp: '45658' looks like a day of a spreadsheet (2025-01-01)",
        "01/02/2024,11,13,10,12,1 | timestamp: '01/02/2024' could be 2024-02-01 or 2024-01-02",
        "2024-02-30,11,13,10,12,1 | timestamp: '2024-02-30' is no day of the calendar",
        "NaT,11,13,10,12,1 | has no timestamp",
        "2024-01-01,11,13,10,12,1 | its timestamp is already that of line 2",
      })
  void a_broken_row_is_named_by_file_and_line(String row, String problem) throws IOException {
    Path file = write(HEADER + FIRST + SECOND + row.replace("'", "\"") + "\n");
    assertThatThrownBy(() -> Bars.read(file))
        .isInstanceOf(BarsException.class)
        .hasMessageStartingWith("bars.csv: line 4: " + problem);
  }

  @Test
  void an_endless_cell_is_shown_in_part_on_one_line() throws IOException {
    Path file = write(HEADER + FIRST + "\"20\n24" + "9".repeat(10_000) + "\",1,1,1,1,1\n");
    assertThatThrownBy(() -> Bars.read(file))
        .isInstanceOf(BarsException.class)
        .message()
        .hasSizeLessThan(150)
        .doesNotContain("\n");
  }

  @Test
  void empty_files_and_single_bars_are_refused() throws IOException {
    assertRefused("", "bars.csv: line 1: is empty");
    assertRefused(HEADER, "bars.csv: has no bars; a backtest needs at least 2");
    assertRefused(HEADER + FIRST, "bars.csv: has a single bar; a backtest needs at least 2");
  }

  @Test
  void a_missing_or_doubled_column_is_named() throws IOException {
    assertRefused(
        "timestamp,open,high,low,volume\n" + FIRST,
        "bars.csv: line 1: the header has no column 'close'; it is timestamp,open,high,low,volume");
    assertRefused(
        "timestamp,open,Open,high,low,close,volume\n",
        "bars.csv: line 1: column 'open' stands there twice");
  }

  @Test
  void numbers_are_times_by_their_size_which_is_said() throws IOException {
    Bars bars = read(HEADER + "1704067200,1,1,1,1,1\n1704153600000,1,1,1,1,1\n");
    assertThat(bars.time(0)).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(bars.time(1)).isEqualTo(Instant.parse("2024-01-02T00:00:00Z"));
    assertThat(bars.remark())
        .isEqualTo(
            "its timestamps are numbers, taken as seconds since 1970 and milliseconds since 1970");
    assertThat(read(HEADER + FIRST + SECOND).remark()).isNull();
  }

  @Test
  void the_times_may_be_a_date_or_an_index_without_a_name() throws IOException {
    for (String name : new String[] {"Date", "Datetime", "", "Unnamed: 0"}) {
      assertThat(read(HEADER.replace("timestamp", name) + FIRST + SECOND).size()).isEqualTo(2);
    }
  }

  @Test
  void a_local_hour_that_comes_twice_hints_at_the_missing_zone() throws IOException {
    String rows = "2024-11-03 01:30:00@,1,1,1,1,1\n".repeat(2);
    assertRefused(
        HEADER + rows.replace("@", ""),
        "bars.csv: line 3: its timestamp is already that of line 2 (times without a zone are UTC;"
            + " local ones come twice when clocks are set back: write them with their offset or"
            + " zone)");
    assertThat(read(HEADER + rows.replace("@", " America/New_York")).size()).isEqualTo(2);
    assertThatThrownBy(() -> read(HEADER + rows.replace("@", "Z")))
        .message()
        .endsWith("line 3: its timestamp is already that of line 2");
  }

  @Test
  void semicolons_tabs_and_lines_of_old_machines_are_read() throws IOException {
    String csv = HEADER + FIRST + SECOND;
    for (String written :
        new String[] {
          csv.replace(',', ';'), csv.replace(',', '\t'), csv.replace('\n', '\r'), "sep=,\n" + csv
        }) {
      assertThat(read(written).close(1)).isEqualTo(12);
    }
    assertRefused(
        (HEADER + "2024-01-01,10,12,9.125,11,100\n" + SECOND).replace(',', ';'),
        "bars.csv: line 2: '9.125' could be 9125 or 9.125");
  }

  @Test
  void bars_are_of_one_symbol_and_of_the_one_that_is_asked_for() throws IOException {
    String header = HEADER.replace("timestamp", "timestamp,Ticker");
    String rows = "2024-01-01,BBB,1,1,1,1,1\n2024-01-02,@,1,1,1,1,1\n";
    assertRefused(
        header + rows.replace("@", "CCC"),
        "bars.csv: line 3: two symbols in one file, 'BBB' and 'CCC': write a file for each");
    Path file = write(header + rows.replace("@", "BBB"));
    assertThat(Bars.read(file, "BBB").size()).isEqualTo(2);
    assertThatThrownBy(() -> Bars.read(file, "AAA"))
        .hasMessage("bars.csv: is of 'BBB', not of 'AAA'");
  }

  @Test
  void three_header_rows_of_yfinance_are_known() throws IOException {
    Bars bars =
        read(
            """
            Price,Close,High,Low,Open,Volume
            Ticker,A,A,A,A,A
            Date,,,,,
            2024-01-02,10,11,9,10,100
            2024-01-03,11,12,10,11,100
            """);
    assertThat(bars.open(1)).isEqualTo(11);
    assertThat(bars.high(0)).isEqualTo(11);
    assertRefused(
        """
        Price,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume
        Ticker,A,B,A,B,A,B,A,B,A,B
        Date,,,,,,,,,,
        2024-01-02,1,1,1,1,1,1,1,1,1,1
        """,
        "bars.csv: line 2: three header rows of yfinance with two symbols in one file, 'A' and 'B'");
  }

  @Test
  void what_is_no_file_is_named() {
    assertThatThrownBy(() -> Bars.read(dir.resolve("none.csv")))
        .isInstanceOf(BarsException.class)
        .hasMessageEndingWith("none.csv: no such file");
    assertThatThrownBy(() -> Bars.read(dir))
        .isInstanceOf(BarsException.class)
        .hasMessageEndingWith("is a folder, not a CSV or Parquet file");
  }

  private void assertRefused(String content, String message) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> Bars.read(file))
        .isInstanceOf(BarsException.class)
        .hasMessageStartingWith(message);
  }

  private Bars read(String content) throws IOException {
    return Bars.read(write(content));
  }

  private Path write(String content) throws IOException {
    return Files.writeString(dir.resolve("bars.csv"), content);
  }
}
