package tools.peak.runner.live.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds, as far as it is whole: a line that was not finished, and all behind one
 * that makes no sense, is what a crash took.
 */
public final class Recorded {
  private final Path journal;
  private final Header header;
  private final List<Booked> fills = new ArrayList<>();
  private long lines = 1;
  private long points;
  private long firstMicros;
  private long lastMicros;
  private double firstEquity;
  private @Nullable SessionState state;
  private @Nullable String end;

  private Recorded(Path journal, Header header) {
    this.journal = journal;
    this.header = header;
  }

  /**
   * Reads a journal. Its points of equity are gone through, and not held.
   *
   * @throws IOException if it can't be read, or not even its first line is whole
   */
  public static Recorded read(Path journal) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(journal, ISO_8859_1)) {
      Recorded recorded = new Recorded(journal, header(journal, utf8(lines.readLine())));
      String line = lines.readLine();
      while (line != null) {
        String next = lines.readLine();
        // Without a line behind it, it may have been cut: its end is looked at below.
        if ((next == null && !endsWithLineFeed(journal)) || !recorded.take(line)) {
          break;
        }
        recorded.lines++;
        line = next;
      }
      return recorded;
    }
  }

  /** Lines are read byte by byte: what a power cut leaves may be no UTF-8. */
  private static @Nullable String utf8(@Nullable String line) {
    return line == null ? null : new String(line.getBytes(ISO_8859_1), UTF_8);
  }

  /** A point of equity. */
  @FunctionalInterface
  public interface Taker {
    /**
     * The next one.
     *
     * @param micros of its bar, microseconds since the epoch
     */
    void point(long micros, double equity) throws IOException;
  }

  /** Gives all points of equity, in order, each time it is asked. */
  public void points(Taker taker) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(journal, ISO_8859_1)) {
      for (long i = 0; i < lines; i++) {
        String line = reader.readLine();
        if (line == null) {
          throw new IOException(journal + " got shorter while it was read");
        }
        if (line.charAt(0) == Lines.EQUITY) {
          int blank = line.indexOf(' ', 2);
          taker.point(
              Long.parseLong(line, 2, blank, 10), Double.parseDouble(line.substring(blank)));
        }
      }
    }
  }

  static Header header(Path journal, @Nullable String line) throws IOException {
    try {
      if (line != null && line.startsWith(Lines.HEADER + " ")) {
        return Lines.read(line.substring(2), Header.class);
      }
    } catch (JsonProcessingException e) {
      throw new IOException(journal + " is no journal of a session: " + e.getOriginalMessage(), e);
    }
    throw new IOException(journal + " is no journal of a session: its first line is not whole");
  }

  private static boolean endsWithLineFeed(Path journal) throws IOException {
    try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(journal.toFile(), "r")) {
      if (file.length() == 0) {
        return false;
      }
      file.seek(file.length() - 1);
      return file.read() == '\n';
    }
  }

  private boolean take(String line) {
    if (line.length() < 3 || line.charAt(1) != ' ') {
      return false;
    }
    String text = line.substring(2);
    String json = line.charAt(0) == Lines.EQUITY ? text : String.valueOf(utf8(text));
    try {
      switch (line.charAt(0)) {
        case Lines.EQUITY -> {
          int blank = text.indexOf(' ');
          if (blank < 0) {
            return false;
          }
          add(Long.parseLong(text, 0, blank, 10), Double.parseDouble(text.substring(blank)));
        }
        case Lines.FILL -> fills.add(Lines.read(json, Booked.class));
        case Lines.STATE -> state = Lines.read(json, SessionState.class);
        case Lines.END -> end = Lines.read(json, String.class);
        default -> {
          return false;
        }
      }
      return true;
    } catch (JsonProcessingException | NumberFormatException _) {
      return false;
    }
  }

  private void add(long time, double value) {
    if (points == 0) {
      firstMicros = time;
      firstEquity = value;
    }
    lastMicros = time;
    points++;
  }

  public Header header() {
    return header;
  }

  public List<Booked> fills() {
    return List.copyOf(fills);
  }

  /** How many points of equity there are. */
  public long points() {
    return points;
  }

  /** When the first of them was: microseconds since the epoch, of its bar; 0 without any. */
  public long firstMicros() {
    return firstMicros;
  }

  /** When the last one was, likewise. */
  public long lastMicros() {
    return lastMicros;
  }

  /** The first of them; 0 without any. */
  public double firstEquity() {
    return firstEquity;
  }

  /** How it stood last; null if it never said. */
  public @Nullable SessionState state() {
    return state;
  }

  /** Why it ended; null if its process ended before it did. */
  public @Nullable String end() {
    return end;
  }

  String endOr(String otherwise) {
    return end == null ? otherwise : end;
  }
}
