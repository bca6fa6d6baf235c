package tools.peak.evidence.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Stub. */
public final class ParquetWriter {
  private ParquetWriter() {}

  /** Stub. */
  public static void write(Path file, List<ParquetColumn> columns) throws IOException {
    if (columns != null) throw new IOException("not written yet: " + file + columns);
  }
}
