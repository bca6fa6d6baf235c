package tools.peak.runner.live.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a session stands by its journal: its last whole state, found from the end, however long the
 * journal is.
 *
 * @param state null if it never said
 * @param end why it ended; null if it did not, or its process ended before it did
 * @param done whether its run folder was made
 * @param alive whether its process runs
 */
public record LastWord(
    Header header,
    @Nullable SessionState state,
    @Nullable String end,
    boolean done,
    boolean alive) {
  private static final int FIRST_LOOK = 1 << 18;

  /** Reads it. */
  public static LastWord of(JournalFolder folder) throws IOException {
    // First whether it runs: what it says after that is no older.
    return read(folder, folder.isHeld());
  }

  /** The same for who holds the folder. */
  public static LastWord held(JournalFolder folder) throws IOException {
    return read(folder, false);
  }

  private static LastWord read(JournalFolder folder, boolean alive) throws IOException {
    Header header;
    try (BufferedReader lines = Files.newBufferedReader(folder.journal(), UTF_8)) {
      header = Recorded.header(folder.journal(), lines.readLine());
    }
    try (RandomAccessFile file = new RandomAccessFile(folder.journal().toFile(), "r")) {
      long length = file.length();
      for (long look = Math.min(length, FIRST_LOOK); ; look = Math.min(length, 4 * look)) {
        byte[] bytes = new byte[Math.toIntExact(look)];
        file.seek(length - look);
        file.readFully(bytes);
        LastWord word = find(header, bytes, look == length, alive);
        if (word.state != null || look == length) {
          return word;
        }
      }
    }
  }

  private static LastWord find(Header header, byte[] bytes, boolean whole, boolean alive) {
    String text = new String(bytes, UTF_8);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    String end = null;
    boolean done = !lines.isEmpty() && lines.getLast().equals(Lines.DONE);
    for (int i = lines.size() - 1; i >= (whole ? 0 : 1); i--) {
      String line = lines.get(i);
      try {
        if (line.startsWith(Lines.END + " ") && end == null) {
          end = Lines.read(line.substring(2), String.class);
        } else if (line.startsWith(Lines.STATE + " ")) {
          return new LastWord(
              header, Lines.read(line.substring(2), SessionState.class), end, done, alive);
        }
      } catch (JsonProcessingException _) {
        // A line that a crash broke: the one before it tells.
      }
    }
    return new LastWord(header, null, end, done, alive);
  }
}
