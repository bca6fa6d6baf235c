package tools.peak.parquet;

/** Where the bytes of a file come from. */
interface Source {

  /**
   * How many bytes to ask for when it is not known how many are needed; the whole rest of the file
   * where that costs nothing.
   */
  int window();

  /**
   * Lets the cursor go over a stretch of the file, which stays there until the next load.
   *
   * @param from a place in the file, checked before
   */
  void load(ByteCursor cursor, long from, int size) throws ParquetException;
}
