package tools.peak.evidence.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;

/**
 * Decimal text to the nearest double, bit for bit what {@link Double#parseDouble} says, without a
 * string in between.
 *
 * <p>Up to 15 digits a product or quotient of two exact doubles is exact enough (Clinger 1990); up
 * to 19 digits a product with a 128-bit power of five is (Lemire, "Number parsing at a gigabyte per
 * second", 2021). What is longer, tiny or huge goes to the JDK.
 *
 * <p>Not thread-safe: it remembers where it stopped.
 */
public final class Decimals {
  /**
   * {@link #parse} gives these bits of a NaN, which no text gives, for what is no plain decimal.
   */
  public static final long NO_DECIMAL = 0x7FF8_DEAD_BEEF_0000L;

  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT_MANTISSA = 1L << 53;

  /** Powers in which neither truncation nor rounding of the product can go wrong unnoticed. */
  private static final int MIN_POWER = -27;

  private static final int MAX_POWER = 55;
  private static final long[] FIVES_HIGH = new long[MAX_POWER - MIN_POWER + 1];
  private static final long[] FIVES_LOW = new long[MAX_POWER - MIN_POWER + 1];

  static {
    for (int power = MIN_POWER; power <= MAX_POWER; power++) {
      BigInteger five = BigInteger.valueOf(5).pow(Math.abs(power));
      BigInteger bits;
      if (power >= 0) {
        int excess = five.bitLength() - 128;
        bits = excess > 0 ? five.shiftRight(excess) : five.shiftLeft(-excess);
      } else {
        bits = BigInteger.ONE.shiftLeft(five.bitLength() + 127).divide(five).add(BigInteger.ONE);
      }
      FIVES_HIGH[power - MIN_POWER] = bits.shiftRight(64).longValue();
      FIVES_LOW[power - MIN_POWER] = bits.longValue();
    }
  }

  private int end;

  /** The double's raw bits, or {@link #NO_DECIMAL} if the text is not a decimal throughout. */
  public long parse(byte[] text, int from, int to) {
    long bits = parsePrefix(text, from, to);
    return end == to ? bits : NO_DECIMAL;
  }

  /** Behind the last character that {@link #parsePrefix} took. */
  public int end() {
    return end;
  }

  /** As {@link #parse}, of the longest piece of the text that is a decimal. */
  public long parsePrefix(byte[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (negative || (at < to && text[at] == '+')) {
      at++;
    }
    int start = at;
    long digits = 0;
    while (at < to && isDigit(text[at])) {
      digits = digits * 10 + (text[at] - '0');
      at++;
    }
    int count = at - start;
    int power = 0;
    if (at < to && text[at] == '.') {
      int fraction = ++at;
      while (at + 8 <= to) {
        long eight = ByteWords.getLong(text, at);
        if (!ByteWords.isDigits(eight)) {
          break;
        }
        digits = digits * 100_000_000 + ByteWords.digits(eight);
        at += 8;
      }
      while (at < to && isDigit(text[at])) {
        digits = digits * 10 + (text[at] - '0');
        at++;
      }
      power = fraction - at;
      count -= power;
    }
    end = at;
    if (count == 0) {
      return NO_DECIMAL;
    }
    int exponentEnd = at < to && (text[at] | 0x20) == 'e' ? exponentEnd(text, at + 1, to) : -1;
    if (exponentEnd > 0) {
      end = exponentEnd;
      if (end - at > 6) {
        return slow(text, from, end);
      }
      power += Integer.parseInt(new String(text, at + 1, end - at - 1, ISO_8859_1));
    }
    if (count > 19 && count - leadingZeros(text, start, at) > 19) {
      return slow(text, from, end);
    }
    long bits = digits == 0 ? 0 : nearest(digits, power);
    if (bits == NO_DECIMAL) {
      return slow(text, from, end);
    }
    return negative ? bits | Long.MIN_VALUE : bits;
  }

  /** The bits of digits × 10^power, or {@link #NO_DECIMAL} where this way is not sure of it. */
  private static long nearest(long digits, int power) {
    if (digits > 0 && digits <= EXACT_MANTISSA && power >= -22 && power <= 22) {
      double value = power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
      return Double.doubleToRawLongBits(value);
    }
    if (power < MIN_POWER || power > MAX_POWER) {
      return NO_DECIMAL;
    }
    int zeros = Long.numberOfLeadingZeros(digits);
    long factor = digits << zeros;
    long five = FIVES_HIGH[power - MIN_POWER];
    long high = Math.unsignedMultiplyHigh(factor, five);
    long low = factor * five;
    if ((high & 0x1FF) == 0x1FF) {
      long more = Math.unsignedMultiplyHigh(factor, FIVES_LOW[power - MIN_POWER]);
      low += more;
      if (Long.compareUnsigned(low, more) < 0) {
        high++;
      }
    }
    int upper = (int) (high >>> 63);
    long mantissa = high >>> (upper + 9);
    int exponent = ((217_706 * power) >> 16) + 63 + upper - zeros + 1023;
    if (Long.compareUnsigned(low, 1) <= 0
        && power >= -4
        && power <= 23
        && (mantissa & 3) == 1
        && mantissa << (upper + 9) == high) {
      mantissa &= ~1L; // exactly half way: to even
    }
    mantissa += mantissa & 1;
    mantissa >>>= 1;
    if (mantissa >= 1L << 53) {
      mantissa = 1L << 52;
      exponent++;
    }
    return (mantissa & ~(1L << 52)) | ((long) exponent << 52);
  }

  private static long slow(byte[] text, int from, int to) {
    return Double.doubleToRawLongBits(
        Double.parseDouble(new String(text, from, to - from, ISO_8859_1)));
  }

  /** Behind the exponent whose sign or first digit is at {@code from}, or -1 if there is none. */
  private static int exponentEnd(byte[] text, int from, int to) {
    int start = from < to && (text[from] == '+' || text[from] == '-') ? from + 1 : from;
    int at = start;
    while (at < to && isDigit(text[at])) {
      at++;
    }
    return at == start ? -1 : at;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static int leadingZeros(byte[] text, int from, int to) {
    int zeros = 0;
    for (int at = from; at < to; at++) {
      if (text[at] == '0') {
        zeros++;
      } else if (text[at] != '.') {
        break;
      }
    }
    return zeros;
  }
}
