package tools.peak.parquet.write;

import org.jspecify.annotations.Nullable;
import tools.peak.parquet.write.Leaf.Range;

/**
 * A column's pages of one row group, as they were written.
 *
 * @param from the first byte in the file
 * @param dataFrom the first byte behind the dictionary, {@code from} where there is none
 * @param packed bytes in the file
 * @param unpacked bytes before they were compressed
 * @param values how many, those that are missing included
 */
record WrittenChunk(
    Leaf leaf,
    int encoding,
    long from,
    long dataFrom,
    long packed,
    long unpacked,
    long values,
    long nulls,
    @Nullable Range range) {

  boolean hasDictionary() {
    return dataFrom > from;
  }
}
