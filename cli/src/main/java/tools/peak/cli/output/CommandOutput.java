package tools.peak.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of the command: results go to one, everything else to the other, both in UTF-8.
 * Not thread-safe, but for {@link #status} and {@link #notice}.
 */
public final class CommandOutput {
  private static final int BUFFER = 1 << 16;

  private final OutputStream results;
  private final OutputStream notices;
  private final Terminal terminal;
  private final BooleanSupplier isPipe;
  private @Nullable Consumer<String> listener;
  private int statusLines;

  /** Takes the streams without closing them. A {@link PrintStream} hides its errors: avoid it. */
  public CommandOutput(OutputStream results, OutputStream notices, Terminal terminal) {
    this(results, notices, terminal, () -> false);
  }

  private CommandOutput(
      OutputStream results, OutputStream notices, Terminal terminal, BooleanSupplier isPipe) {
    this.isPipe = isPipe;
    this.results = new BufferedOutputStream(results, BUFFER);
    this.notices = notices;
    this.terminal = terminal;
  }

  /** The streams of this process. */
  public static CommandOutput ofProcess(Terminal terminal) {
    return new CommandOutput(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        terminal,
        CommandOutput::isProcessInPipe);
  }

  /** From now on whoever listens is given each notice, instead of the stream. */
  public void noticesTo(Consumer<String> listener) {
    this.listener = listener;
  }

  public Terminal terminal() {
    return terminal;
  }

  public Style style() {
    return new Style(terminal.colours());
  }

  /**
   * Writes text of a result as it is.
   *
   * @throws BrokenPipe when nobody reads any more
   * @throws OutputFailed when it could not be written for another reason, such as a full disk
   */
  public void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes text that is no part of an answer: dimmed, in as many lines as the terminal makes it.
   */
  public void remark(String text) {
    Wrapped.words(text.replace(" · ", terminal.separator()), terminal.width()).stream()
        .flatMap(line -> Wrapped.lines(line, terminal.width()).stream())
        .forEach(line -> line(style().dim(line)));
  }

  /** Writes a line of a result. */
  public void line(String text) {
    print(text + "\n");
  }

  /** Writes bytes of a result. */
  public void write(byte[] bytes) {
    write(bytes, bytes.length);
  }

  /** Writes the first bytes of an array. */
  public void write(byte[] bytes, int count) {
    try {
      results.write(bytes, 0, count);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Brings out what is still held. */
  public void flush() {
    try {
      results.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** A pipe breaks when its reader has seen enough; everything else is a loss. */
  private RuntimeException failure(IOException e) {
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("broken pipe") || isPipe.getAsBoolean()
        ? new BrokenPipe(e)
        : new OutputFailed(e);
  }

  /** The system says what broke in the user's language: what it is that broke tells more. */
  private static boolean isProcessInPipe() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1"))
          .toString()
          .matches("(pipe|socket):.*");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not Linux: its words have to do
    }
  }

  /** Writes one line that is no result; what could steer a terminal is made visible. */
  public synchronized void notice(String line) {
    clearStatus();
    if (listener == null) {
      toNotices(Visible.line(line) + "\n");
    } else {
      listener.accept(line);
    }
  }

  /** Writes lines that are no result and may carry colours of ours. */
  public synchronized void notices(String text) {
    clearStatus();
    toNotices(text);
  }

  /** Writes the stack trace of a failure. */
  public void trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    notices(Visible.text(text.toString()));
  }

  /** Shows a line that the next status or notice replaces. Only for a terminal. */
  synchronized void status(String line) {
    status(List.of(line));
  }

  /** The same with several lines. */
  synchronized void status(List<String> lines) {
    StringBuilder text = new StringBuilder(taken());
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\n")
          .append(DisplayWidth.cut(lines.get(i), terminal.statusWidth() - 1, ""))
          .append("\u001b[K");
    }
    toNotices(text.toString());
    statusLines = lines.size();
  }

  synchronized void clearStatus() {
    if (statusLines > 0) {
      toNotices(taken() + "\u001b[K");
      statusLines = 0;
    }
  }

  /** To the beginning of what is shown, with nothing left below its first line. */
  private String taken() {
    return statusLines > 1 ? "\r\u001b[" + (statusLines - 1) + "A\u001b[J" : "\r";
  }

  private void toNotices(String text) {
    try {
      notices.write(text.getBytes(StandardCharsets.UTF_8));
      notices.flush();
    } catch (IOException e) {
      // Nobody is left to be told.
      statusLines = 0;
    }
  }
}
