package tools.peak.evidence.folder;

import java.nio.ByteBuffer;
import java.util.List;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.evidence.artifact.FileEntry;

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
  public static Fingerprint of(List<FileEntry> files) {
    long high = files.size();
    long low = ~high;
    for (FileEntry file : files) {
      long name = word(file.name()) + word(file.kind().name());
      high = mixHigh(mixHigh(mixHigh(high, name), file.size()), file.mtimeNanos());
      low = mixLow(mixLow(mixLow(low, file.mtimeNanos()), name), file.size());
    }
    return new Fingerprint(high, low);
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

  /** A bijection of either argument (MurmurHash3's finalizer), so that no difference gets lost. */
  private static long mixHigh(long state, long word) {
    long x = state * 0x9E3779B97F4A7C15L + word;
    x = (x ^ (x >>> 33)) * 0xFF51AFD7ED558CCDL;
    x = (x ^ (x >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return x ^ (x >>> 33);
  }

  /** Another one (SplitMix64's): both together are 128 bits. */
  private static long mixLow(long state, long word) {
    long x = state * 0xD1342543DE82EF95L + word;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
