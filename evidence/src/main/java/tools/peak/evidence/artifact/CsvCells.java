package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells of one CSV record (RFC 4180), as ranges of the bytes that it was read from. */
final class CsvCells {
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int count;
  private int lines;

  /**
   * Reads the record that starts at {@code from}.
   *
   * @return behind its line feed, or -1 if it is not whole: it reaches {@code to} in a file that
   *     goes on there, or a quoted cell is open in one that ends there
   */
  int read(byte[] bytes, int from, int to, boolean isLast) {
    count = 0;
    lines = 1;
    int at = from;
    while (true) {
      int start = at;
      if (at < to && bytes[at] == '"') {
        at = behindQuoted(bytes, at + 1, to);
        if (at < 0) {
          return -1;
        }
      }
      while (at < to && bytes[at] != ',' && bytes[at] != '\n') {
        at++;
      }
      if (at == to && !isLast) {
        return -1;
      }
      boolean isEnd = at == to || bytes[at] == '\n';
      int end = isEnd && at > start && bytes[at - 1] == '\r' ? at - 1 : at;
      add(start, end);
      if (isEnd) {
        return Math.min(at + 1, to);
      }
      at++;
    }
  }

  /** How many cells the record has; a blank line has one. */
  int count() {
    return count;
  }

  /** How many lines the record spans: more than one where a quoted cell holds line feeds. */
  int lines() {
    return lines;
  }

  boolean isBlank() {
    return count == 1 && starts[0] == ends[0];
  }

  /** Whether a cell's text is its bytes. */
  boolean isPlain(byte[] bytes, int cell) {
    return starts[cell] == ends[cell] || bytes[starts[cell]] != '"';
  }

  int start(int cell) {
    return starts[cell];
  }

  int end(int cell) {
    return ends[cell];
  }

  /** A cell's text, without the quotes. */
  String text(byte[] bytes, int cell) {
    String text = new String(bytes, starts[cell], ends[cell] - starts[cell], UTF_8);
    if (isPlain(bytes, cell)) {
      return text;
    }
    int close = text.lastIndexOf('"');
    return text.substring(1, close).replace("\"\"", "\"") + text.substring(close + 1);
  }

  List<String> texts(byte[] bytes) {
    List<String> texts = new ArrayList<>(count);
    for (int cell = 0; cell < count; cell++) {
      texts.add(text(bytes, cell));
    }
    return texts;
  }

  private int behindQuoted(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        lines++;
      } else if (bytes[at] == '"') {
        if (at + 1 < to && bytes[at + 1] == '"') {
          at++;
        } else {
          return at + 1;
        }
      }
    }
    return -1;
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
    count++;
  }
}
