package tools.peak.parquet;

/** A Parquet file is cut short, damaged, too large, or uses what Peak does not read. */
public final class ParquetException extends Exception {

  /**
   * @param detail one line, without the file's name, that says what is wrong
   */
  public ParquetException(String detail) {
    super(detail);
  }

  public ParquetException(String detail, Throwable cause) {
    super(detail, cause);
  }
}
