package tools.peak.evidence.mapping;

import java.io.ByteArrayOutputStream;
import tools.peak.evidence.Problem;

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

  /** What was said of a line alone, said of it in its file. */
  static Problem inLine(Problem problem, long line) {
    return problem instanceof Problem.InvalidJson(String file, String detail)
        ? new Problem.InvalidJson(
            file,
            "line "
                + line
                + (detail.startsWith("line 1, ") ? ", " : ": ")
                + (detail.startsWith("line 1, ") ? detail.substring("line 1, ".length()) : detail))
        : problem;
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
