package tools.peak.lake.write;

import io.airlift.compress.v3.zstd.ZstdCompressor;
import tools.peak.parquet.ByteSink;

/** What it takes to make pages, used for one file after the other. Not thread-safe. */
final class Scratch {
  /**
   * The default of 3 takes longer, and what is left after dictionaries and deltas is no smaller.
   */
  private static final int LEVEL = 1;

  final ZstdCompressor zstd = ZstdCompressor.create(LEVEL);
  final ByteSink page = new ByteSink();
  final ByteSink packed = new ByteSink();
  final ByteSink head = new ByteSink();
}
