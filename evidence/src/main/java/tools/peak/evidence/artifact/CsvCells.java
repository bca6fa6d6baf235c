package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cells of one CSV record (RFC 4180), as ranges of the bytes that it was read from. */
public final class CsvCells {
  /** Ctrl-Z. */
  private static final byte END_MARK = 0x1A;

  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int count;
  private int lines;
  private byte separator = ',';
  private @Nullable String problem;

  CsvCells() {}

  /** From the next record on. */
  void divideBy(byte separator) {
    this.separator = separator;
  }

  byte separator() {
    return separator;
  }

  /**
   * Reads the record that starts at {@code from}.
   *
   * @return behind its line feed, or -1 if it is not whole: it reaches {@code to} in a file that
   *     goes on there, or a quoted cell is open in one that ends there
   */
  int read(byte[] bytes, int from, int to, boolean isLast) {
    count = 0;
    lines = 1;
    problem = null;
    int at = from;
    while (true) {
      int start = at;
      if (at < to && bytes[at] == '"') {
        at = behindQuoted(bytes, at + 1, to);
        if (at < 0) {
          return -1;
        }
        checkBehindQuote(bytes, at, to);
      }
      while (at < to && bytes[at] != separator && bytes[at] != '\n') {
        if (bytes[at] == '\r') {
          checkCarriageReturn(bytes, at, to);
        }
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

  /** What is wrong with the record, or null. */
  @Nullable String problem() {
    return problem;
  }

  private void checkBehindQuote(byte[] bytes, int at, int to) {
    for (int behind = at; behind < to; behind++) {
      byte next = bytes[behind];
      if (next == separator || next == '\n' || next == '\r') {
        return;
      }
      if (next != ' ') {
        problem = "text behind a closing quote";
        return;
      }
    }
  }

  private void checkCarriageReturn(byte[] bytes, int at, int to) {
    if (at + 1 < to && bytes[at + 1] != '\n' && bytes[at + 1] != '\r') {
      problem = "lines end with a carriage return alone: write line feeds";
    }
  }

  /** How many cells the record has; a blank line has one. */
  public int count() {
    return count;
  }

  /** How many lines the record spans: more than one where a quoted cell holds line feeds. */
  int lines() {
    return lines;
  }

  /** Whether no cell holds anything but blanks, or the end mark of old systems. */
  boolean isBlank(byte[] bytes) {
    for (int cell = 0; cell < count; cell++) {
      for (int at = starts[cell]; at < ends[cell]; at++) {
        if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != END_MARK) {
          return false;
        }
      }
    }
    return true;
  }

  /** What the line {@code sep=;} says that divides the cells, or -1 if it is no such line. */
  int givenSeparator(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, UTF_8).stripTrailing();
    boolean isGiven =
        text.length() <= "sep=;".length() && text.toLowerCase(Locale.ROOT).startsWith("sep=");
    return !isGiven ? -1 : text.length() == "sep=".length() ? '\t' : text.charAt(4);
  }

  /** Whether a cell's text is its bytes. */
  boolean isPlain(byte[] bytes, int cell) {
    return starts[cell] == ends[cell] || bytes[starts[cell]] != '"';
  }

  public int start(int cell) {
    return starts[cell];
  }

  public int end(int cell) {
    return ends[cell];
  }

  /** A cell's text, without the quotes. */
  public String text(byte[] bytes, int cell) {
    String text = new String(bytes, starts[cell], ends[cell] - starts[cell], UTF_8);
    if (isPlain(bytes, cell)) {
      return text;
    }
    int close = text.lastIndexOf('"');
    return text.substring(1, close).replace("\"\"", "\"") + text.substring(close + 1);
  }

  public List<String> texts(byte[] bytes) {
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
