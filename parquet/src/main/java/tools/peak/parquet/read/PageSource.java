package tools.peak.parquet.read;

import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;

/** Where the bytes of a file come from. */
interface PageSource {

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
