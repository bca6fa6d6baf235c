package tools.peak.parquet;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;

/** Compresses pages. */
final class Packer {
  private final Compression compression;
  private final ByteSink packed = new ByteSink();

  Packer(Compression compression) {
    this.compression = compression;
  }

  /** What stands in the file for a page's bytes; valid until the next call. */
  ByteSink pack(ByteSink page) {
    return switch (compression) {
      case UNCOMPRESSED -> page;
      case SNAPPY -> pack(new SnappyJavaCompressor(), page);
      case ZSTD -> pack(new ZstdJavaCompressor(), page);
    };
  }

  private ByteSink pack(Compressor compressor, ByteSink page) {
    packed.clear();
    packed.grow(compressor.maxCompressedLength(page.size));
    packed.size =
        compressor.compress(page.bytes, 0, page.size, packed.bytes, 0, packed.bytes.length);
    return packed;
  }
}
