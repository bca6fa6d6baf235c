package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import tools.peak.evidence.Artifact;

/**
 * What identifies a run's content: SHA-256 over the lines {@code name NUL sha256 LF} of the
 * folder's own files, sorted by name (as UTF-8 bytes), without {@code telemetry.jsonl}. A file that
 * was not read has {@code -} in the place of its own.
 */
public final class EvidenceDigest {
  /** Telemetry tells how a run went, not what it found: it is no part of the evidence. */
  public static final String TELEMETRY = "telemetry.jsonl";

  private static final String UNREAD = "-";

  private EvidenceDigest() {}

  /** 64 lower-case hex digits. */
  public static String of(Collection<Artifact> artifacts) {
    MessageDigest digest = sha256();
    artifacts.stream()
        .filter(artifact -> !artifact.name().equals(TELEMETRY))
        .map(EvidenceDigest::line)
        .sorted(Comparator.comparing(line -> line, Arrays::compareUnsigned))
        .forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** That of a text in UTF-8. */
  public static String of(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  private static byte[] line(Artifact artifact) {
    String sha256 = artifact.sha256();
    return (artifact.name() + '\0' + (sha256 == null ? UNREAD : sha256) + '\n').getBytes(UTF_8);
  }

  /** The JDK is required to have SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
