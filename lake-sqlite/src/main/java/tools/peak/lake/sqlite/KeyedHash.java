package tools.peak.lake.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How texts stand in the audit's chain: HMAC-SHA256 under a key of the lake, its first 128 bits in
 * base64url. Without the key nobody finds a name by trying names. For one thread at a time.
 */
final class KeyedHash {
  /** The key's name among the lake's facts. */
  static final String FACT = "audit_key";

  private static final int BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  KeyedHash(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the key of a lake. */
  static KeyedHash of(Sqlite database) {
    return new KeyedHash(HexFormat.of().parseHex(LakeFacts.fact(database, FACT).orElseThrow()));
  }

  String of(String text) {
    byte[] hash = mac.doFinal(text.getBytes(UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
  }
}
