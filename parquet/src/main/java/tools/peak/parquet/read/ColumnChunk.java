package tools.peak.parquet.read;

import org.jspecify.annotations.Nullable;
import tools.peak.parquet.format.Codec;

/**
 * Where the values of one column of one row group lie.
 *
 * @param from the first byte in the file
 * @param size bytes, all pages and their headers
 * @param unpacked bytes before they were compressed, as the footer claims
 * @param values how many values there are, missing ones included
 * @param trouble why they can't be read, null if they may be
 */
record ColumnChunk(
    Codec codec, long from, long size, long unpacked, long values, @Nullable String trouble) {

  static ColumnChunk unreadable(String trouble) {
    return new ColumnChunk(Codec.UNCOMPRESSED, 0, 0, 0, 0, trouble);
  }
}
