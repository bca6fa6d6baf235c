package tools.peak.parquet.read;

import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.Codec;

/**
 * Decompresses pages. The codecs are those written in Java: for pages of some hundred bytes a call
 * into a native library costs more than it saves.
 */
final class Unpacker {
  private final SnappyJavaDecompressor snappy = new SnappyJavaDecompressor();
  private @Nullable ZstdJavaDecompressor zstd;
  private @Nullable Lz4JavaDecompressor lz4;

  /**
   * Unpacks to exactly that size, or fails.
   *
   * @param into as long as the size at least
   */
  void unpack(Codec codec, byte[] bytes, int from, int length, byte[] into, int at, int size)
      throws ParquetException {
    int unpacked =
        switch (codec) {
          case UNCOMPRESSED -> copy(bytes, from, length, into, at, size);
          case SNAPPY -> unpack(snappy, bytes, from, length, into, at, size);
          case ZSTD -> unpack(zstd(), bytes, from, length, into, at, size);
          case LZ4_RAW -> unpack(lz4(), bytes, from, length, into, at, size);
          case GZIP -> gunzip(bytes, from, length, into, at, size);
          case LZO, BROTLI, LZ4 -> throw codec.unread();
        };
    if (unpacked != size) {
      throw new ParquetException("a page of " + unpacked + " bytes that claims " + size);
    }
  }

  private static int copy(byte[] bytes, int from, int length, byte[] into, int at, int size) {
    System.arraycopy(bytes, from, into, at, Math.min(length, size));
    return length;
  }

  private static int unpack(
      Decompressor codec, byte[] bytes, int from, int length, byte[] into, int at, int size)
      throws ParquetException {
    try {
      return codec.decompress(bytes, from, length, into, at, size);
    } catch (RuntimeException e) {
      // The library has an exception of its own for malformed input, and throws many others too.
      throw new ParquetException("a page that can't be unpacked", e);
    }
  }

  private static int gunzip(byte[] bytes, int from, int length, byte[] into, int at, int size)
      throws ParquetException {
    try (GZIPInputStream in =
        new GZIPInputStream(
            new ByteArrayInputStream(bytes, from, length), Math.max(64, Math.min(length, 8192)))) {
      int unpacked = in.readNBytes(into, at, size);
      return in.read() < 0 ? unpacked : size + 1;
    } catch (IOException e) {
      throw new ParquetException("a page that can't be unpacked", e);
    }
  }

  private ZstdJavaDecompressor zstd() {
    if (zstd == null) {
      zstd = new ZstdJavaDecompressor();
    }
    return zstd;
  }

  private Lz4JavaDecompressor lz4() {
    if (lz4 == null) {
      lz4 = new Lz4JavaDecompressor();
    }
    return lz4;
  }
}
