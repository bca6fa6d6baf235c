package tools.peak.cli;

import java.io.OutputStream;
import java.util.Map;

/** Runs typical commands once, for the JDK to record what they load and compile. */
final class Rehearsal {
  private Rehearsal() {}

  /** Runs them; what they print is dropped. */
  public static void main(String[] args) {
    String[][] commands = {
      {"--version"}, {"--help"}, {"completion"}, {"completion", "--help"}, {"nothing"}
    };
    for (String[] command : commands) {
      Main.run(command, OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Map.of());
    }
  }
}
