package tools.peak.parquet.write;

import java.util.zip.CRC32;
import tools.peak.parquet.format.ByteSink;

/** What it takes to make pages, used for one file after the other. Not thread-safe. */
public final class WriterBuffers {
  final ZstdFrames zstd;
  final CRC32 crc = new CRC32();
  final ByteSink page = new ByteSink();
  final ByteSink packed = new ByteSink();
  final ByteSink head = new ByteSink();

  public WriterBuffers() {
    this(ZstdFrames.create());
  }

  WriterBuffers(ZstdFrames zstd) {
    this.zstd = zstd;
  }
}
