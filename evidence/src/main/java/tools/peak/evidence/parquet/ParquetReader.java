package tools.peak.evidence.parquet;

import java.util.Objects;

/** Decodes Parquet files one after the other, and keeps its buffers between them: one a thread. */
public final class ParquetReader {
  private final ParquetLimits limits;

  public ParquetReader(ParquetLimits limits) {
    this.limits = limits;
  }

  /**
   * Decodes a whole file.
   *
   * @param bytes the file's content
   * @param length how many of the bytes are the file
   * @throws ParquetException for every file that can't be read, or only beyond the limits
   */
  public ParquetTable read(byte[] bytes, int length) throws ParquetException {
    Objects.checkFromToIndex(0, length, bytes.length);
    throw new ParquetException("not read yet: " + limits);
  }
}
