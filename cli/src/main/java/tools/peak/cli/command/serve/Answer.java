package tools.peak.cli.command.serve;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Json;

/**
 * What a command says, on its way out in pieces: a line that tells how many bytes of its result
 * follow, those bytes, and so on; and at its end a line with its exit code and its notices.
 */
final class Answer extends OutputStream {
  private final CommandOutput out;
  private final @Nullable Long id;
  private final ByteArrayOutputStream notices = new ByteArrayOutputStream();

  /**
   * @param id of the request; null where it could not be read
   */
  Answer(CommandOutput out, @Nullable Long id) {
    this.out = out;
    this.id = id;
  }

  /** Takes everything that is no result. */
  OutputStream notices() {
    return notices;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    if (count == 0) {
      return;
    }
    out.line("{\"id\": " + id + ", \"bytes\": " + count + "}");
    out.write(from == 0 ? bytes : Arrays.copyOfRange(bytes, from, from + count), count);
  }

  /** Nothing follows. */
  void end(int exit) {
    String said = notices.toString(StandardCharsets.UTF_8);
    out.line("{\"id\": " + id + ", \"exit\": " + exit + ", \"err\": " + Json.of(said) + "}");
    out.flush();
  }
}
