package tools.peak.parquet;

/** A Parquet file is cut short, damaged, too large, or uses what Peak does not read. */
public final class ParquetException extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean isTooLarge;

  /**
   * @param detail one line, without the file's name, that says what is wrong
   */
  public ParquetException(String detail) {
    super(detail);
    this.isTooLarge = false;
  }

  public ParquetException(String detail, Throwable cause) {
    super(detail, cause);
    this.isTooLarge = cause instanceof ParquetException inner && inner.isTooLarge;
  }

  private ParquetException(String detail, boolean isTooLarge) {
    super(detail);
    this.isTooLarge = isTooLarge;
  }

  /** What is wrong is that it takes more than the limits allow. */
  public static ParquetException tooLarge(String detail) {
    return new ParquetException("too large: " + detail, true);
  }

  /** Whether it is the limits that it was refused by. */
  public boolean isTooLarge() {
    return isTooLarge;
  }
}
