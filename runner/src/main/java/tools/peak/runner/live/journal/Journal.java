package tools.peak.runner.live.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.peak.storage.local.Fsync;

/**
 * Writes a session's journal. What was added is handed to the system by {@link #flush}, and synced
 * within a second by a thread of its own, so that no cycle waits for the disk.
 *
 * <p>A stream, not a channel: an interrupt, which is how a session is told to end, would close it.
 */
public final class Journal implements AutoCloseable {
  private static final Duration SYNC = Duration.ofSeconds(1);
  private static final int BUFFER = 1 << 16;

  private final JournalFolder folder;
  private final JournalFolder.Hold hold;
  private final FileOutputStream out;
  private final Thread syncer;
  private final StringBuilder buffer = new StringBuilder(BUFFER + 256);
  private double lastValue = Double.NaN;
  private String lastDigits = "NaN";
  private volatile boolean dirty;
  private volatile boolean closed;
  private volatile @Nullable IOException failure;

  private Journal(JournalFolder folder, JournalFolder.Hold hold, FileOutputStream out) {
    this.folder = folder;
    this.hold = hold;
    this.out = out;
    this.syncer = Thread.ofPlatform().daemon().name("peak-live-sync").unstarted(this::syncAgain);
  }

  /**
   * Begins a journal in {@code results}, which is made if it is missing.
   *
   * @throws FileAlreadyExistsException if there is one of that run
   */
  public static Journal begin(Path results, Header header) throws IOException {
    JournalFolder folder = JournalFolder.of(results, header.folder());
    Files.createDirectories(results);
    Files.createDirectory(folder.path());
    JournalFolder.Hold hold = folder.hold();
    if (hold == null) {
      throw new FileAlreadyExistsException(folder.path().toString());
    }
    Journal journal =
        new Journal(folder, hold, new FileOutputStream(folder.journal().toFile(), true));
    journal.line(Lines.HEADER, Lines.json(header));
    journal.flush();
    journal.out.getFD().sync();
    Fsync.of(folder.path());
    journal.syncer.start();
    return journal;
  }

  public JournalFolder folder() {
    return folder;
  }

  /** A cycle's point of equity, at the time of its bar. */
  public void equity(long micros, double value) throws IOException {
    if (Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(lastValue)) {
      lastValue = value;
      lastDigits = Double.toString(value);
    }
    buffer.append(Lines.EQUITY).append(' ').append(micros).append(' ').append(lastDigits);
    endLine();
  }

  public void fill(Booked booked) throws IOException {
    line(Lines.FILL, Lines.json(booked));
  }

  public void state(SessionState state) throws IOException {
    line(Lines.STATE, Lines.json(state));
  }

  /** The session is over, for this reason. */
  public void end(String reason) throws IOException {
    line(Lines.END, Lines.json(reason));
    flush();
    out.getFD().sync();
  }

  private void line(char kind, String text) throws IOException {
    buffer.append(kind).append(' ').append(text);
    endLine();
  }

  private void endLine() throws IOException {
    buffer.append('\n');
    if (buffer.length() >= BUFFER) {
      flush();
    }
  }

  /** Hands over what was added: it survives the end of this process, however that comes. */
  public void flush() throws IOException {
    IOException failed = failure;
    if (failed != null) {
      throw new IOException(folder.journal() + " cannot be synced: " + failed.getMessage(), failed);
    }
    if (buffer.isEmpty()) {
      return;
    }
    String text = buffer.toString();
    buffer.setLength(0);
    try {
      // Mostly digits; a header or a reason may hold more than ASCII.
      out.write(text.getBytes(isAscii(text) ? US_ASCII : UTF_8));
    } catch (IOException e) {
      throw new IOException(folder.journal() + " cannot be written: " + e.getMessage(), e);
    }
    dirty = true;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  private void syncAgain() {
    try {
      while (!closed) {
        Thread.sleep(SYNC);
        if (dirty && !closed) {
          dirty = false;
          out.getFD().sync();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    } catch (IOException e) {
      if (!closed) {
        failure = e;
      }
    }
  }

  /** Closes the file; the folder is still held until {@link #close}. */
  public void closeFile() throws IOException {
    closed = true;
    syncer.interrupt();
    try {
      syncer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    out.close();
  }

  /**
   * Leaves of the journal of a session that is over and has its run folder what {@code status}
   * needs: who it was, how it stood, why it ended. Only for who holds the folder.
   */
  public static void shrink(JournalFolder folder, Recorded recorded) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(Lines.HEADER).append(' ').append(Lines.json(recorded.header())).append('\n');
    if (recorded.state() != null) {
      text.append(Lines.STATE).append(' ').append(Lines.json(recorded.state())).append('\n');
    }
    text.append(Lines.END).append(' ').append(Lines.json(recorded.endOr("recovered"))).append('\n');
    text.append(Lines.DONE).append('\n');
    Path small = folder.path().resolve("journal.new");
    Files.writeString(small, text);
    Fsync.of(small);
    Files.move(small, folder.journal(), StandardCopyOption.ATOMIC_MOVE);
    Fsync.of(folder.path());
  }

  @Override
  public void close() throws IOException {
    try {
      if (!closed) {
        closeFile();
      }
    } finally {
      hold.close();
    }
  }
}
