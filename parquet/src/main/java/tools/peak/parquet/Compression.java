package tools.peak.parquet;

/** How {@link ParquetWriter} packs its pages. */
public enum Compression {
  UNCOMPRESSED(Codec.UNCOMPRESSED),
  SNAPPY(Codec.SNAPPY),
  ZSTD(Codec.ZSTD);

  final Codec codec;

  Compression(Codec codec) {
    this.codec = codec;
  }
}
