package tools.peak.evidence.mapping;

import java.io.ByteArrayOutputStream;

/** A file of one JSON value a line. */
final class JsonLines {
  private JsonLines() {}

  /** All of its values as one list, each still in its line. */
  static byte[] array(byte[] bytes, int length) {
    ByteArrayOutputStream array = new ByteArrayOutputStream(length + 2);
    array.write('[');
    boolean isFirst = true;
    int from = 0;
    while (from < length) {
      int end = from;
      while (end < length && bytes[end] != '\n') {
        end++;
      }
      if (!isBlank(bytes, from, end)) {
        if (!isFirst) {
          array.write(',');
        }
        array.write(bytes, from, end - from);
        isFirst = false;
      }
      if (end < length) {
        array.write('\n');
      }
      from = end + 1;
    }
    array.write(']');
    return array.toByteArray();
  }

  static boolean isBlank(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] > ' ' || bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
