package tools.peak.parquet.read;

import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;

/** What may still be allocated for one table. Every claim of the file is charged here first. */
final class TableBudget {
  private long limit;
  private long decoded;
  private long unpacked;

  TableBudget(ParquetLimits limits) {
    this.limit = limits.maxBytes();
  }

  /** Starts over, for the next table. */
  void reset(long limit) {
    this.limit = limit;
    reset();
  }

  void reset() {
    decoded = 0;
    unpacked = 0;
  }

  /** What the table keeps of the memory. */
  long decoded() {
    return decoded;
  }

  /** Asks for memory that the table keeps. */
  void decode(long bytes) throws ParquetException {
    decoded = spend(decoded, bytes, "values");
  }

  /** Asks for the work of unpacking a page. */
  void unpack(long bytes) throws ParquetException {
    unpacked = spend(unpacked, bytes, "pages");
  }

  private long spend(long spent, long bytes, String what) throws ParquetException {
    if (bytes < 0 || bytes > limit - spent) {
      throw ParquetException.tooLarge(
          "its " + what + " claim more than the limit of " + limit + " bytes");
    }
    return spent + bytes;
  }
}
