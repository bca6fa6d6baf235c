package tools.peak.runner.live.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds, as far as it is whole: a line that was not finished, and all behind one
 * that makes no sense, is what a crash took.
 */
public final class Recorded {
  private static final int FIRST_ROOM = 1 << 12;

  private final Header header;
  private final List<Booked> fills = new ArrayList<>();
  private long[] micros = new long[FIRST_ROOM];
  private double[] equity = new double[FIRST_ROOM];
  private int points;
  private @Nullable SessionState state;
  private @Nullable String end;

  private Recorded(Header header) {
    this.header = header;
  }

  /**
   * Reads a journal.
   *
   * @throws IOException if it can't be read, or not even its first line is whole
   */
  public static Recorded read(Path journal) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(journal, UTF_8)) {
      Recorded recorded = new Recorded(header(journal, lines.readLine()));
      String line = lines.readLine();
      while (line != null) {
        String next = lines.readLine();
        // Without a line behind it, it may have been cut: its end is looked at below.
        if (next == null && !endsWithLineFeed(journal)) {
          break;
        }
        if (!recorded.take(line)) {
          break;
        }
        line = next;
      }
      return recorded;
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
    try {
      switch (line.charAt(0)) {
        case Lines.EQUITY -> {
          int blank = text.indexOf(' ');
          if (blank < 0) {
            return false;
          }
          add(Long.parseLong(text.substring(0, blank)), Double.parseDouble(text.substring(blank)));
        }
        case Lines.FILL -> fills.add(Lines.read(text, Booked.class));
        case Lines.STATE -> state = Lines.read(text, SessionState.class);
        case Lines.END -> end = Lines.read(text, String.class);
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
    if (points == micros.length) {
      micros = Arrays.copyOf(micros, 2 * points);
      equity = Arrays.copyOf(equity, 2 * points);
    }
    micros[points] = time;
    equity[points] = value;
    points++;
  }

  public Header header() {
    return header;
  }

  public List<Booked> fills() {
    return List.copyOf(fills);
  }

  /** When each point of equity was: microseconds since the epoch, of the bars. */
  public long[] micros() {
    return Arrays.copyOf(micros, points);
  }

  public double[] equity() {
    return Arrays.copyOf(equity, points);
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
