package tools.peak.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private static Printed print(
      Printed printed, Format format, List<String> columns, List<List<@Nullable Object>> rows) {
    RowWriter out = format.open(printed.output, "7", columns);
    rows.forEach(out::row);
    out.end(false, "");
    return printed;
  }

  @Test
  void json_is_the_contracts_document() {
    String json =
        print(
                Printed.toPipe(),
                Format.JSON,
                List.of("run_id", "sharpe", "day", "at", "n", "none"),
                List.of(
                    row(
                        "a",
                        1.5,
                        LocalDate.of(2024, 10, 1),
                        Instant.parse("2024-10-01T01:02:03.5Z"),
                        3L,
                        null)))
            .results();
    assertThat(json)
        .isEqualTo(
            """
            {"snapshot": "7", "columns": ["run_id", "sharpe", "day", "at", "n", "none"], "rows": [
            {"run_id": "a", "sharpe": 1.5, "day": "2024-10-01", "at": "2024-10-01T01:02:03.500Z", \
            "n": 3, "none": null}
            ], "truncated": false}
            """);
  }

  @Test
  void what_json_numbers_cannot_say_is_text() {
    assertThat(Json.of(row(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
        .isEqualTo("[\"NaN\", \"Infinity\", \"-Infinity\"]");
  }

  @Test
  void decimals_and_huge_integers_are_json_numbers_to_the_last_digit() {
    assertThat(
            Json.of(
                row(
                    new BigDecimal("12345678901234567890.10"),
                    new BigInteger("170141183460469231731687303715884105727"))))
        .isEqualTo("[12345678901234567890.10, 170141183460469231731687303715884105727]");
  }

  @Test
  void maps_are_objects_and_lists_arrays() {
    assertThat(Json.of(Map.of("a", row(1, "x", Map.of("b", true)))))
        .isEqualTo("{\"a\": [1, \"x\", {\"b\": true}]}");
  }

  @Test
  void json_text_escapes_what_steers_a_terminal_and_has_no_half_pairs() {
    assertThat(Json.of("\"\\\n\u001b[31m\u009b\ud800 😀"))
        .isEqualTo("\"\\\"\\\\\\n\\u001B[31m\\u009b\ufffd 😀\"");
  }

  @Test
  void two_columns_of_one_name_stay_two_keys() {
    assertThat(
            print(Printed.toPipe(), Format.NDJSON, List.of("a", "a"), List.of(row(1, 2))).results())
        .isEqualTo("{\"a\": 1, \"a_2\": 2}\n");
  }

  @Test
  void csv_quotes_what_needs_it_and_tells_null_from_empty() {
    Printed printed =
        print(
            Printed.toPipe(),
            Format.CSV,
            List.of("a", "b", "c", "d"),
            List.of(
                row("x,y", "say \"hi\"", null, ""), row(0.1 + 0.2, Double.NaN, "two\nlines", 1)));
    assertThat(printed.results())
        .isEqualTo(
            """
            a,b,c,d
            "x,y","say ""hi""\",,""
            0.30000000000000004,NaN,"two
            lines",1
            """);
    assertThat(printed.notices()).isEqualTo("lake version 7\n");
  }

  @Test
  void csv_on_a_terminal_cannot_steer_it() {
    assertThat(
            print(Printed.toTerminal(80), Format.CSV, List.of("a"), List.of(row("\u001b[2J")))
                .results())
        .isEqualTo("a\n\\u001b[2J\n");
  }

  @Test
  void markdown_aligns_numbers_and_escapes_bars() {
    assertThat(
            print(
                    Printed.toPipe(),
                    Format.MARKDOWN,
                    List.of("run", "sharpe"),
                    List.of(row("a|b", 1.23456)))
                .results())
        .isEqualTo(
            """
            | run | sharpe |
            | --- | ---: |
            | a\\|b | 1.23 |
            """);
  }

  @Test
  void markdown_takes_text_for_text() {
    assertThat(
            print(
                    Printed.toPipe(),
                    Format.MARKDOWN,
                    List.of("a"),
                    List.of(row("<img src=x>&amp; [here](http://x) `rm`")))
                .results())
        .contains("| &lt;img src=x>&amp;amp; \\[here\\](http://x) \\`rm\\` |");
  }

  @Test
  void text_of_a_safe_csv_is_no_formula_and_numbers_stay_numbers() {
    Printed printed = Printed.toPipe();
    RowWriter out = Format.safeCsv(printed.output, "7", List.of("=a", "b", "c", "d", "e"));
    out.row(row("=1+1", "-x", "@x", "+x", -1.5));
    out.row(row("a=1", "\tx", "", null, -2));
    out.end(false, "");
    assertThat(printed.results())
        .isEqualTo("'=a,b,c,d,e\n'=1+1,'-x,'@x,'+x,-1.5\na=1,'\tx,\"\",,-2\n");
  }

  @Test
  void json_shows_what_would_turn_the_direction_of_a_line() {
    assertThat(Json.of("a\u202eb\u2028c\u009bd")).isEqualTo("\"a\\u202eb\\u2028c\\u009bd\"");
  }

  @Test
  void a_table_aligns_numbers_right_and_says_where_it_is_from() {
    assertThat(
            print(
                    Printed.toTerminal(60),
                    Format.TABLE,
                    List.of("run_id", "sharpe", "trades"),
                    List.of(row("a", 1.0, 12L), row("longer", -10.25, null)))
                .lines())
        .containsExactly(
            "run_id  sharpe  trades",
            "──────  ──────  ──────",
            "a         1.00      12",
            "longer  -10.25",
            "2 rows · lake version 7");
  }

  @Test
  void a_table_is_never_wider_than_the_terminal() {
    List<String> columns = List.of("run_id", "reason", "sharpe", "other", "more", "last");
    String wide = "語".repeat(40);
    for (int width : new int[] {24, 33, 47, 60, 90}) {
      assertThat(
              print(
                      Printed.toTerminal(width),
                      Format.TABLE,
                      columns,
                      List.of(row("run-1", "x".repeat(200), 1.5, wide, wide, 3)))
                  .lines())
          .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void long_text_is_cut_before_columns_are_left_out_and_those_are_named() {
    List<String> lines =
        print(
                Printed.toTerminal(30),
                Format.TABLE,
                List.of("run_id", "reason", "a", "b"),
                List.of(row("run-1", "a reason that is very long", 1.5, "12345678")))
            .lines();
    assertThat(lines.get(0)).isEqualTo("run_id  reason               a");
    assertThat(lines.get(2)).isEqualTo("run-1   a reason that is…  1.5");
    assertThat(lines.get(3)).isEqualTo("1 more: b");
  }

  @Test
  void ids_that_are_cut_keep_what_tells_them_apart() {
    List<String> columns = List.of("run_id", "strategy", "sharpe", "total_return", "trades");
    List<List<@Nullable Object>> rows =
        List.of(
            row("ma_crossover_20261124_074918_4702c1d0_17", "ma_crossover", 7.5759, 0.9373, 3L),
            row("ma_crossover_20261124_074918_4702c1d0_37", "ma_crossover", 7.5004, 0.9126, 3L),
            row("語".repeat(40) + "e\u0301", "wide", Double.NaN, null, null));
    assertThat(print(Printed.toTerminal(40), Format.TABLE, columns, rows).results())
        .isEqualTo(
            """
            run_id              strategy      sharpe
            ──────────────────  ────────────  ──────
            ma_crosso…2c1d0_17  ma_crossover    7.58
            ma_crosso…2c1d0_37  ma_crossover    7.50
            語語語語語…語語語e\u0301  wide             NaN
            2 more: total_return, trades
            3 rows · lake version 7
            """);
    assertThat(print(Printed.toTerminal(60), Format.TABLE, columns, rows).results())
        .isEqualTo(
            """
            run_id            strategy      sharpe  total_return  trades
            ────────────────  ────────────  ──────  ────────────  ──────
            ma_cross…c1d0_17  ma_crossover    7.58        93.73%       3
            ma_cross…c1d0_37  ma_crossover    7.50        91.26%       3
            語語語語…語語語e\u0301  wide             NaN
            3 rows · lake version 7
            """);
  }

  @Test
  void piped_tables_are_not_cut() {
    String id = "r".repeat(300);
    assertThat(print(Printed.toPipe(), Format.TABLE, List.of("run_id"), List.of(row(id))).lines())
        .contains(id);
  }

  @Test
  void run_data_in_a_table_cannot_steer_the_terminal() {
    assertThat(
            print(
                    Printed.toTerminal(80),
                    Format.TABLE,
                    List.of("run_id"),
                    List.of(row("a\u001b]0;owned\u0007\nb\u202e")))
                .lines())
        .contains("a\\u001b]0;owned\\u0007\\nb\\u202e");
  }

  @Test
  void a_table_streams_after_its_first_thousand_rows() {
    Printed printed = Printed.toPipe();
    RowWriter rows = Format.TABLE.open(printed.output, "7", List.of("n"));
    for (int i = 0; i < 1_000; i++) {
      rows.row(row(i));
    }
    assertThat(printed.lines()).hasSize(1_002);
    rows.row(row("wider than what was measured"));
    rows.end(true, "");
    assertThat(printed.lines())
        .hasSize(1_004)
        .last()
        .isEqualTo("first 1,001 rows, there are more (--limit) · lake version 7");
  }

  @Test
  void an_empty_result_still_names_its_columns() {
    assertThat(print(Printed.toPipe(), Format.TABLE, List.of("a", "b"), List.of()).lines())
        .containsExactly("a  b", "─  ─", "0 rows · lake version 7");
    assertThat(print(Printed.toPipe(), Format.JSON, List.of("a"), List.of()).results())
        .isEqualTo(
            "{\"snapshot\": \"7\", \"columns\": [\"a\"], \"rows\": [], \"truncated\": false}\n");
    assertThat(print(Printed.toPipe(), Format.MARKDOWN, List.of("a"), List.of()).lines())
        .containsExactly("| a |", "| --- |");
  }
}
