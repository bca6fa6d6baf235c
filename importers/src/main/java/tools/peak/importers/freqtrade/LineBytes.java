package tools.peak.importers.freqtrade;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream as bytes. Of a line that is too long as much is kept as shows that it is. */
final class LineBytes {
  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private boolean isWhole;
  private long position;
  private long begin;

  LineBytes(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** The next line without its end; null behind the last. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean any = false;
    isWhole = false;
    begin = position;
    while (at < filled || fill()) {
      any = true;
      int from = at;
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      int length = Math.min(at - from, limit + 1 - Math.min(line.size(), limit + 1));
      line.write(buffer, from, length);
      position += at - from;
      if (at < filled) {
        at++;
        position++;
        isWhole = true;
        break;
      }
    }
    return any ? line.toByteArray() : null;
  }

  /** Where in the stream the line begins that was given last. */
  long begin() {
    return begin;
  }

  /** Whether the line that was given last had an end. */
  boolean isWhole() {
    return isWhole;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = in.read(buffer);
    return filled > 0;
  }
}
