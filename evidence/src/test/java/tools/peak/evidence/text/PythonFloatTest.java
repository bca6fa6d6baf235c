package tools.peak.evidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonFloatTest {

  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "1.5, 1.5",
    "' 1.5\t', 1.5",
    "-.5, -0.5",
    "5., 5",
    "1e5, 1e5",
    "+1E-3, 0.001",
    "1_000.5, 1000.5",
    "nan, NaN",
    "-NaN, NaN",
    "inf, Infinity",
    "+Inf, Infinity",
    "INFINITY, Infinity",
    "-inf, -Infinity",
    "1e999, Infinity",
  })
  void takes_what_float_takes(String text, Double expected) {
    assertThat(PythonFloat.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "True",
        "NaT",
        "None",
        "1d",
        "1f",
        "0x10",
        "1,5",
        "1 2",
        "_1",
        "1_",
        "1__0",
        "1._5",
        "e5",
        "1e",
        ".",
        "infin",
        "nano",
        "2024-01-01 00:00:00+00:00",
        "[1 2]",
        "0 days 01:00:00"
      })
  void takes_nothing_else(String text) {
    assertThat(PythonFloat.parse(text)).isNull();
  }

  @Test
  void a_huge_text_is_no_number() {
    assertThat(PythonFloat.parse("1".repeat(1_000_000))).isNull();
  }
}
