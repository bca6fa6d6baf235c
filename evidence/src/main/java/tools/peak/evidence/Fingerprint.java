package tools.peak.evidence;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * 128 bits over a folder's names, sizes and times: an unchanged folder has an equal one and need
 * not be read again. It is no proof of content; {@link EvidenceDigest} is.
 */
public record Fingerprint(long high, long low) {
  public static final int BYTES = 16;

  /** What {@link #bytes} gave. */
  public static Fingerprint of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(bytes.length + " bytes instead of " + BYTES);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Fingerprint(buffer.getLong(), buffer.getLong());
  }

  /** Of entries that are sorted by name. */
  static Fingerprint of(List<FileEntry> files) {
    long high = 0x9E3779B97F4A7C15L;
    long low = 0xC2B2AE3D27D4EB4FL;
    for (FileEntry file : files) {
      long word = word(file.name());
      high = mix(high ^ word, 0xA0761D6478BD642FL) + file.size();
      low = mix(low + word, 0xE7037ED1A0B428DBL) ^ file.mtimeNanos();
      high = mix(high ^ file.mtimeNanos(), 0x8EBC6AF09C88C6E3L) + word(file.kind().name());
      low = mix(low + file.size(), 0x589965CC75374CC3L);
    }
    return new Fingerprint(
        mix(high ^ low, 0x1D8E4E27C47D124FL), mix(low + high, 0xEB44ACCAB455D165L));
  }

  /** {@value #BYTES} bytes, for a column of a table. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  private static long word(String text) {
    long word = text.length();
    for (int i = 0; i < text.length(); i++) {
      word = word * 0x100000001B3L + text.charAt(i);
    }
    return word;
  }

  /** Both halves of a 128-bit product hang on every bit of both factors. */
  private static long mix(long a, long b) {
    long x = a ^ b;
    return Math.unsignedMultiplyHigh(x, b) ^ (x * b) ^ Long.rotateLeft(a, 29);
  }
}
