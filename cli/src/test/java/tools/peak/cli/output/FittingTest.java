package tools.peak.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a table does where there is more than finds room. */
class FittingTest {
  private static final List<String> COLUMNS =
      List.of("run_id", "symbol", "note", "sharpe", "calmar");

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private static List<String> table(int width, View view, List<List<@Nullable Object>> rows) {
    Printed printed = width == 0 ? Printed.toPipe() : Printed.toTerminal(width);
    RowWriter out = Format.TABLE.open(printed.output, "7", COLUMNS, view);
    rows.forEach(out::row);
    out.end(false, "");
    return printed.lines();
  }

  @Test
  void columns_that_were_asked_for_stay_and_others_go_from_the_last_on() {
    assertThat(
            table(
                30,
                View.PLAIN.remedy("-x").keeping("calmar"::equals),
                List.of(row("run-1", "BTC", "good", 1.5, 2.25))))
        .containsExactly(
            "run_id  symbol  note  calmar",
            "──────  ──────  ────  ──────",
            "run-1   BTC     good    2.25",
            "1 more (-x): sharpe",
            "1 row · lake version 7");
  }

  @Test
  void where_what_was_asked_for_finds_no_room_a_row_stands_vertically() {
    assertThat(
            table(
                24,
                View.PLAIN.keepingAll(),
                List.of(row("run-1", "BTC", "a note of some words", 1.5, null))))
        .containsExactly(
            "── 1 ───────────────────",
            "run_id  run-1",
            "symbol  BTC",
            "note    a note of some",
            "        words",
            "sharpe  1.5",
            "calmar",
            "1 row · lake version 7");
  }

  @Test
  void columns_without_a_value_are_left_out_and_named() {
    assertThat(
            table(
                60, View.PLAIN.droppingEmpty(), List.of(row("run-1", null, null, 1.5, Double.NaN))))
        .containsExactly(
            "run_id  sharpe  calmar",
            "──────  ──────  ──────",
            "run-1      1.5     NaN",
            "without a value: symbol, note",
            "1 row · lake version 7");
    assertThat(table(60, View.PLAIN.droppingEmpty(), List.of()).getFirst())
        .isEqualTo("run_id  symbol  note  sharpe  calmar");
  }

  @Test
  void text_that_was_asked_for_and_had_to_be_cut_is_named() {
    assertThat(
            table(
                50,
                View.PLAIN.remedy("-x").keepingAll(),
                List.of(row("run-1", "BTC", "long ".repeat(30), 1.5, 2.5))))
        .contains("cut (-x): note");
  }

  @Test
  void wrapped_text_loses_nothing() {
    List<String> lines =
        table(
            60, View.PLAIN.wrapping(), List.of(row("r", "BTC", "a/b/" + "語".repeat(30), 1.5, 2.5)));
    assertThat(lines.subList(2, lines.size() - 1))
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(60));
    assertThat(String.join("", lines).chars().filter(c -> c == '語').count()).isEqualTo(30);
  }

  @Test
  void a_long_note_in_a_pipe_does_not_make_a_page_of_spaces() {
    List<String> lines =
        table(
            0,
            View.PLAIN.remedy("-x").keepingAll(),
            List.of(row("run-1", "BTC", "n".repeat(10_000), 1.5, 2.5)));
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(250));
    assertThat(lines).contains("cut (-x): note");
  }
}
