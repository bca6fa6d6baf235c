package tools.peak.evidence.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  private final Random random = new Random(20261124);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "+1",
        "1.",
        ".5",
        "00012.50",
        "10050.232543905422",
        "1e0",
        "1E+5",
        "1e-5",
        "9007199254740993",
        "9007199254740992.5",
        "9007199254740993.0",
        "1e23",
        "8.5e22",
        "1.7976931348623157e308",
        "1e309",
        "-1e309",
        "4.9e-324",
        "2e-324",
        "2.2250738585072014e-308",
        "18446744073709551615",
        "9999999999999999999",
        "99999999999999999999999",
        "0.1",
        "0.3",
        "123456789012345678.9e-30",
        "5e-1",
        "1e22",
        "1e-22",
        "1e-27",
        "1e-28",
        "1e55",
        "1e56",
        "0.00000000000000000000000000000012345678901234567",
        "1e99999",
        "1e-99999",
        "0e99999",
        "1e2147483648",
        "2.5e000000000000001",
        "45035996273704985",
        "22517998136852482.5"
      })
  void equals_the_jdk_s_answer(String text) {
    assertThat(parse(text)).isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1e5.0",
        "1.2.3",
        "1 ",
        " 1",
        "1d",
        "1f",
        "0x1",
        "nan",
        "inf",
        "1,5",
        "1_0",
        "--1",
        "0.1234567:",
        "0.123/5678",
        "0.12345678\u00b9",
        "1.5e3x",
        "+-1"
      })
  void what_is_no_plain_decimal_is_left_to_others(String text) {
    assertThat(parse(text)).isEqualTo(Decimals.NO_DECIMAL);
  }

  @Test
  void shortest_forms_of_any_double_come_back_to_the_bit() {
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertParses(Double.toString(value));
      }
    }
  }

  @Test
  void values_of_a_curve_come_back_to_the_bit() {
    double equity = 10_000;
    for (int i = 0; i < 100_000; i++) {
      equity *= 1 + 0.01 * random.nextGaussian();
      equity = equity < 1 || equity > 1e9 ? 10_000 : equity;
      assertParses(Double.toString(equity));
      assertParses(new BigDecimal(equity).toPlainString());
      assertParses(String.format(Locale.ROOT, "%.12f", equity));
    }
  }

  @Test
  void digits_around_the_middle_of_two_doubles_are_rounded_as_the_jdk_does() {
    for (int i = 0; i < 30_000; i++) {
      long bits = random.nextLong() & ~(0x7FFL << 52);
      double value = Double.longBitsToDouble(bits | ((1023L + random.nextInt(64)) << 52));
      BigDecimal middle =
          new BigDecimal(value)
              .add(new BigDecimal(Math.nextUp(value)))
              .divide(BigDecimal.valueOf(2));
      String text = middle.toPlainString();
      assertParses(text);
      assertParses(text.length() > 20 ? text.substring(0, 20) : text);
      assertParses(middle.unscaledValue().toString());
    }
  }

  @Test
  void any_mantissa_with_any_power_is_rounded_as_the_jdk_does() {
    for (int i = 0; i < 100_000; i++) {
      String digits = Long.toUnsignedString(random.nextLong() >>> random.nextInt(64));
      assertParses(digits + "e" + (random.nextInt(120) - 60));
    }
  }

  private static void assertParses(String text) {
    if (parse(text) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
      assertThat(Double.longBitsToDouble(parse(text))).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  private static long parse(String text) {
    byte[] bytes = ("x" + text + "9").getBytes(ISO_8859_1);
    return new Decimals().parse(bytes, 1, bytes.length - 1);
  }
}
