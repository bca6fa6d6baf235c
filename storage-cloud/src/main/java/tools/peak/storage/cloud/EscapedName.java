package tools.peak.storage.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Names of letters, digits and {@code -._/}; what else is in one stands as {@code ~3D}. The library
 * stores names in Google's buckets escaped and asks for them as they are, so none with anything
 * else in it would be found again.
 */
final class EscapedName {
  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/";
  private static final char ESCAPE = '~';
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private EscapedName() {}

  private static boolean isPlain(byte letter) {
    return PLAIN.indexOf(letter) >= 0;
  }

  static String of(String name) {
    StringBuilder escaped = new StringBuilder();
    for (byte letter : name.getBytes(UTF_8)) {
      if (isPlain(letter)) {
        escaped.append((char) letter);
      } else {
        escaped.append(ESCAPE).append(HEX.toHexDigits(letter));
      }
    }
    return escaped.toString();
  }

  /** What was escaped; what was not is given as it is. */
  static String back(String escaped) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      char letter = escaped.charAt(i);
      if (letter == ESCAPE && escaped.substring(i + 1).matches("(?s)[0-9A-F]{2}.*")) {
        name.write(HexFormat.fromHexDigits(escaped, i + 1, i + 3));
        i += 2;
      } else {
        name.writeBytes(String.valueOf(letter).getBytes(UTF_8));
      }
    }
    return name.toString(UTF_8);
  }
}
