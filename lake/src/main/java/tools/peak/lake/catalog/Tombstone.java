package tools.peak.lake.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The mark that a purged run leaves: enough to know its folder again, and nothing of its content.
 */
public final class Tombstone {
  private Tombstone() {}

  /** SHA-256 over {@code run_id NUL evidence_sha256}, in hex. */
  public static String of(String runId, String evidenceSha256) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((runId + '\0' + evidenceSha256).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
