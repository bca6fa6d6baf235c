package tools.peak.cli.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An output that is kept, for tests to read. */
final class Printed {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final CommandOutput output;

  private Printed(Map<String, String> env) {
    output = new CommandOutput(out, err, Terminal.of(env));
  }

  static Printed toPipe() {
    return new Printed(Map.of());
  }

  static Printed toTerminal(int width) {
    return new Printed(
        Map.of("PEAK_TERMINAL", "outerr", "COLUMNS", Integer.toString(width), "NO_COLOR", "1"));
  }

  String results() {
    output.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return results().lines().toList();
  }

  String notices() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
