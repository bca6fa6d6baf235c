package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Stat;

class StatsFileTest {

  @Test
  void numbers_have_no_text() throws Refusal {
    assertThat(parse("{\"a\": 0.24465872559616594, \"n\": 175, \"big\": 18446744073709551617}"))
        .containsExactly(
            new Stat("a", 0.24465872559616594, null),
            new Stat("n", 175.0, null),
            new Stat("big", 0x1p64, "18446744073709551617"));
  }

  @Test
  void bare_nan_and_infinities_are_numbers() throws Refusal {
    assertThat(parse("{\"f\": NaN, \"i\": Infinity, \"j\": -Infinity}"))
        .containsExactly(
            new Stat("f", Double.NaN, null),
            new Stat("i", Double.POSITIVE_INFINITY, null),
            new Stat("j", Double.NEGATIVE_INFINITY, null));
  }

  @Test
  void the_strings_that_stand_for_them_are_numbers_without_a_text() throws Refusal {
    assertThat(parse("{\"f\": \"NaN\", \"i\": \"Infinity\", \"j\": \"-Infinity\"}"))
        .isEqualTo(parse("{\"f\": NaN, \"i\": Infinity, \"j\": -Infinity}"));
  }

  @Test
  void a_numeric_string_is_its_number_and_keeps_its_text() throws Refusal {
    assertThat(parse("{\"a\": \"3\", \"e\": \" 1.5\", \"n\": \"nan\", \"i\": \"-inf\"}"))
        .containsExactly(
            new Stat("a", 3.0, "3"),
            new Stat("e", 1.5, " 1.5"),
            new Stat("n", Double.NaN, "nan"),
            new Stat("i", Double.NEGATIVE_INFINITY, "-inf"));
  }

  @Test
  void booleans_and_texts_have_no_value() throws Refusal {
    assertThat(parse("{\"c\": \"True\", \"g\": \"NaT\", \"b\": false, \"t\": true, \"e\": \"\"}"))
        .containsExactly(
            new Stat("c", null, "True"),
            new Stat("g", null, "NaT"),
            new Stat("b", null, "false"),
            new Stat("t", null, "true"),
            new Stat("e", null, ""));
  }

  @Test
  void a_null_is_no_entry() throws Refusal {
    assertThat(parse("{\"a\": null, \"b\": 1, \"b\": null}")).isEmpty();
  }

  @Test
  void nested_values_are_kept_as_their_json() throws Refusal {
    assertThat(parse("{\"o\": {\"x\": [1, 2]}, \"l\": [ 1 ], \"z\": 1}"))
        .containsExactly(
            new Stat("o", null, "{\"x\":[1,2]}"),
            new Stat("l", 1.0, "[1]"),
            new Stat("z", 1.0, null));
  }

  @Test
  void an_integer_that_no_double_holds_keeps_its_text() throws Refusal {
    assertThat(parse("{\"a\": 9007199254740992, \"b\": 9007199254740993, \"c\": 1e300}"))
        .containsExactly(
            new Stat("a", 0x1p53, null),
            new Stat("b", 0x1p53, "9007199254740993"),
            new Stat("c", 1e300, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"0":1.7}       | 1.7       | one_number
          [[-2e-3]]       | -0.002    | one_number
          {"a":{"b":NaN}} | NaN       | one_number
          {"0":1.7,"1":2} |           | no_number
          ["a"]           |           | no_number
          []              |           | no_number
          "1.7%"          |           | no_number
          "1,7"           |           | no_number
          ".5x"           |           | no_number
          "2024-01-31"    |           |
          "NOT_AVAILABLE" |           |
          "3"             | 3.0       |
          true            |           |
          """)
  void what_is_no_plain_number_is_said(String json, @Nullable Double value, @Nullable String code)
      throws Refusal {
    Notices notices = new Notices();
    byte[] bytes = ("{\"m\": " + json + "}").getBytes(UTF_8);
    Stat stat =
        StatsFile.parse("stats.json", bytes, bytes.length, new Budget(1 << 24), notices).getFirst();
    assertThat(stat.value()).isEqualTo(value);
    assertThat(stat.text()).isNotNull();
    assertThat(notices.list())
        .extracting(Notice::code)
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void of_two_entries_of_a_name_the_last_counts() throws Refusal {
    assertThat(parse("{\"a\": 1, \"b\": 2, \"a\": 3, \"\": 4}"))
        .containsExactly(
            new Stat("a", 3.0, null), new Stat("b", 2.0, null), new Stat("", 4.0, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"sharpe\": 1.5, \"max_dr", "{\"sharpe\": 1.", "{", "[]", "", "{} {}"})
  void a_truncated_or_misshapen_file_is_refused(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("stats.json: ");
  }

  @Test
  void a_thousand_names_are_fine() throws Refusal {
    StringBuilder json = new StringBuilder("{\"m\": 0");
    for (int i = 1; i < 5_000; i++) {
      json.append(", \"m").append(i).append("\": ").append(i);
    }
    assertThat(parse(json.append('}').toString())).hasSize(5_000);
  }

  private static List<Stat> parse(String json) throws Refusal {
    byte[] bytes = json.getBytes(UTF_8);
    return StatsFile.parse("stats.json", bytes, bytes.length, new Budget(1 << 24), new Notices());
  }
}
