package tools.peak.parquet.format;

/** The checksum that zstd keeps of a frame's content: XXH64 with the seed 0. */
public final class XxHash64 {
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;

  /** The sum of the first two primes, in 64 bits. */
  private static final long FIRST = 0x60EA27EEADC0B5D6L;

  private static final int STRIPE = 32;

  private XxHash64() {}

  /** The hash of the first bytes. */
  public static long of(byte[] bytes, int length) {
    int at = length - length % STRIPE;
    long hash = (at == 0 ? PRIME_5 : stripes(bytes, at)) + length;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      hash = Long.rotateLeft(hash ^ mix(0, longAt(bytes, at)), 27) * PRIME_1 + PRIME_4;
    }
    if (at + Integer.BYTES <= length) {
      long four = Integer.toUnsignedLong((int) ByteCursor.INT.get(bytes, at));
      hash = Long.rotateLeft(hash ^ four * PRIME_1, 23) * PRIME_2 + PRIME_3;
      at += Integer.BYTES;
    }
    for (; at < length; at++) {
      hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
    }
    hash = (hash ^ hash >>> 33) * PRIME_2;
    hash = (hash ^ hash >>> 29) * PRIME_3;
    return hash ^ hash >>> 32;
  }

  /** Four sums side by side, of every fourth long. */
  private static long stripes(byte[] bytes, int end) {
    long first = FIRST;
    long second = PRIME_2;
    long third = 0;
    long fourth = -PRIME_1;
    for (int at = 0; at < end; at += STRIPE) {
      first = mix(first, longAt(bytes, at));
      second = mix(second, longAt(bytes, at + 8));
      third = mix(third, longAt(bytes, at + 16));
      fourth = mix(fourth, longAt(bytes, at + 24));
    }
    long hash =
        Long.rotateLeft(first, 1)
            + Long.rotateLeft(second, 7)
            + Long.rotateLeft(third, 12)
            + Long.rotateLeft(fourth, 18);
    return merge(merge(merge(merge(hash, first), second), third), fourth);
  }

  private static long merge(long hash, long sum) {
    return (hash ^ mix(0, sum)) * PRIME_1 + PRIME_4;
  }

  private static long mix(long sum, long next) {
    return Long.rotateLeft(sum + next * PRIME_2, 31) * PRIME_1;
  }

  private static long longAt(byte[] bytes, int at) {
    return (long) ByteCursor.LONG.get(bytes, at);
  }
}
