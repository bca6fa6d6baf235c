package tools.peak.runner.live.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.ColumnNames;
import tools.peak.evidence.text.Decimals;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;
import tools.peak.evidence.text.TimeText;
import tools.peak.parquet.column.Times;

/**
 * Lines of CSV as bars. The first line names the columns, in any order; a feed that begins with a
 * bar at once has timestamp, open, high, low, close and volume.
 */
final class BarLines {
  private static final List<String> USUAL = List.of("open", "high", "low", "close", "volume");
  private static final String SEPARATORS = ",;\t";

  private final String source;
  private final String symbol;
  private final Decimals decimals = new Decimals();
  private final TimeReader times = new TimeReader();
  private byte[] header = {};
  private byte separator = ',';
  private int timeColumn;
  private int symbolColumn = ColumnNames.NONE;
  private int[] columns = {1, 2, 3, 4, 5};
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int cells;
  private long line;
  private boolean begun;

  /**
   * Lines without a word on them yet.
   *
   * @param symbol what the bars must be of where the feed has a column of symbols
   */
  BarLines(String source, String symbol) {
    this.source = source;
    this.symbol = symbol;
  }

  /**
   * Reads a line without its end; null if it is empty or the header.
   *
   * @param whole whether its end was seen
   */
  @Nullable FeedItem read(byte[] bytes, int from, int to, boolean whole) {
    line++;
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    if (isBlank(bytes, from, end)) {
      return null;
    }
    if (!begun) {
      begun = true;
      if (isHeader(bytes, from, end)) {
        return null;
      }
    } else if (Arrays.equals(bytes, from, end, header, 0, header.length)) {
      return null; // a feed that was begun anew repeats it
    }
    FeedItem item = bar(bytes, from, end);
    return !whole && item instanceof FeedItem.Bad bad && bad.why() == BadBar.BROKEN_LINE
        ? new FeedItem.Bad(line, BadBar.CUT_LINE, "the feed ended within the line")
        : item;
  }

  /** A line that is longer than any bar. */
  FeedItem tooLong() {
    line++;
    begun = true;
    return new FeedItem.Bad(line, BadBar.BROKEN_LINE, "the line is longer than any bar");
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] != ' ') {
        return false;
      }
    }
    return true;
  }

  private boolean isHeader(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, UTF_8);
    separator = (byte) separatorOf(text);
    split(bytes, from, to);
    if (cells == USUAL.size() + 1 && micros(bytes, 0) > TimeText.INVALID) {
      return false;
    }
    List<String> names = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      names.add(text(bytes, cell));
    }
    ColumnNames named = new ColumnNames(names);
    timeColumn = named.time();
    if (timeColumn < 0) {
      throw new FeedException(source, named.whyNoTime());
    }
    columns = new int[USUAL.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = named.find(USUAL.get(i));
      if (columns[i] < 0) {
        throw new FeedException(source, named.why(USUAL.get(i)));
      }
    }
    symbolColumn = named.symbol();
    header = Arrays.copyOfRange(bytes, from, to);
    return true;
  }

  private static char separatorOf(String text) {
    char best = ',';
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      long count = text.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  private FeedItem bar(byte[] bytes, int from, int to) {
    split(bytes, from, to);
    int needed = Math.max(timeColumn, Arrays.stream(columns).max().orElse(0));
    if (cells <= needed) {
      return bad(
          BadBar.BROKEN_LINE,
          String.format(Locale.ROOT, "has %d cells, of the %d needed", cells, needed + 1));
    }
    if (symbolColumn >= 0 && symbolColumn < cells && !text(bytes, symbolColumn).equals(symbol)) {
      return bad(BadBar.OTHER_SYMBOL, "is of " + Quoted.text(text(bytes, symbolColumn)));
    }
    long micros = micros(bytes, timeColumn);
    if (micros == Times.MISSING || micros == TimeText.INVALID) {
      return bad(BadBar.BROKEN_LINE, Quoted.text(text(bytes, timeColumn)) + " is no time");
    }
    double[] values = new double[columns.length];
    for (int i = 0; i < values.length; i++) {
      long bits = decimals.parse(bytes, starts[columns[i]], ends[columns[i]]);
      if (bits == Decimals.NO_DECIMAL) {
        return noNumber(USUAL.get(i), text(bytes, columns[i]));
      }
      values[i] = Double.longBitsToDouble(bits);
    }
    return BarCheck.of(
        new FeedItem.Bar(line, micros, values[0], values[1], values[2], values[3], values[4]));
  }

  private FeedItem noNumber(String column, String text) {
    boolean known =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity" -> true;
          default -> false;
        };
    return known
        ? bad(BadBar.NOT_FINITE, column + " is " + text)
        : bad(
            BadBar.BROKEN_LINE,
            text.isEmpty()
                ? "has no " + column
                : column + " " + Quoted.text(text) + " is no number");
  }

  private FeedItem.Bad bad(BadBar why, String detail) {
    return new FeedItem.Bad(line, why, detail);
  }

  private long micros(byte[] bytes, int cell) {
    long plain = TimeText.micros(bytes, starts[cell], ends[cell]);
    if (plain != TimeText.INVALID) {
      return plain;
    }
    return times.read(text(bytes, cell)) instanceof TimeReading.At at
        ? at.micros()
        : TimeText.INVALID;
  }

  private String text(byte[] bytes, int cell) {
    return new String(bytes, starts[cell], ends[cell] - starts[cell], UTF_8);
  }

  /** Cells without blanks and quotes around them. A separator within quotes divides nothing. */
  private void split(byte[] bytes, int from, int to) {
    cells = 0;
    int start = from;
    boolean quoted = false;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '"') {
        quoted = !quoted;
      } else if (bytes[at] == separator && !quoted) {
        cell(bytes, start, at);
        start = at + 1;
      }
    }
    cell(bytes, start, to);
  }

  private void cell(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isEdge(bytes[start])) {
      start++;
    }
    while (end > start && isEdge(bytes[end - 1])) {
      end--;
    }
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, 2 * cells);
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    starts[cells] = start;
    ends[cells] = end;
    cells++;
  }

  private static boolean isEdge(byte character) {
    return character == ' ' || character == '"' || character == '\t';
  }
}
