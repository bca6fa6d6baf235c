package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import tools.peak.storage.Sha256;
import tools.peak.storage.object.ObjectStore;

/** SHA-256, in hexadecimal. */
final class Digest {
  private static final int BUFFER = 256 << 10;
  private static final String SHA_256 = "[0-9a-f]{64}";

  private Digest() {}

  static MessageDigest begin() {
    return Sha256.digest();
  }

  static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(byte[] bytes, int length) {
    MessageDigest digest = begin();
    digest.update(bytes, 0, length);
    return end(digest);
  }

  /** Of an object, read whole. */
  static String of(ObjectStore store, String object) throws IOException {
    MessageDigest digest = begin();
    try (InputStream in = store.open(object)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return end(digest);
  }

  static boolean isOne(String text) {
    return text.matches(SHA_256);
  }
}
