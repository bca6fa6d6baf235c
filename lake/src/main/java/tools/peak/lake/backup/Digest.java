package tools.peak.lake.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
final class Digest {
  private static final String SHA_256 = "[0-9a-f]{64}";

  private Digest() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(byte[] bytes, int length) {
    MessageDigest digest = begin();
    digest.update(bytes, 0, length);
    return end(digest);
  }

  static boolean isOne(String text) {
    return text.matches(SHA_256);
  }
}
