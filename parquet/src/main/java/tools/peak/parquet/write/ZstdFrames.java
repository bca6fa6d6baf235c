package tools.peak.parquet.write;

import io.airlift.compress.v3.zstd.ZstdCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.XxHash64;

/**
 * Packs pages as zstd frames that carry their content's checksum, which every decompressor checks:
 * a flipped bit is an error to whoever reads it, and never another number.
 */
final class ZstdFrames {
  /**
   * The default of 3 takes longer, and what is left after dictionaries and deltas is no smaller.
   */
  private static final int LEVEL = 1;

  /** Where a frame says what it has: behind the four bytes of its magic. */
  private static final int DESCRIPTOR = 4;

  private static final int HAS_CHECKSUM = 1 << 2;

  private final ZstdCompressor zstd;

  private ZstdFrames(ZstdCompressor zstd) {
    this.zstd = zstd;
  }

  /** The native compressor takes a third of the time; where it can't be loaded, Java's will do. */
  static ZstdFrames create() {
    return new ZstdFrames(
        ZstdNativeCompressor.isEnabled()
            ? new ZstdNativeCompressor(LEVEL)
            : new ZstdJavaCompressor());
  }

  static ZstdFrames inJava() {
    return new ZstdFrames(new ZstdJavaCompressor());
  }

  /** Makes the packed bytes those of the page. */
  void pack(ByteSink page, ByteSink packed) {
    packed.clear();
    int room = zstd.maxCompressedLength(page.size());
    int _ = packed.grow(room);
    int length = zstd.compress(page.bytes(), 0, page.size(), packed.bytes(), 0, room);
    packed.shrink(length);
    byte descriptor = packed.bytes()[DESCRIPTOR];
    if ((descriptor & HAS_CHECKSUM) == 0) {
      packed.bytes()[DESCRIPTOR] = (byte) (descriptor | HAS_CHECKSUM);
      packed.littleInt((int) XxHash64.of(page.bytes(), page.size()));
    }
  }
}
