package tools.peak.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.peak.cli.Main;

/**
 * Runs commands one after the other and writes down what they say. Arguments: a file of commands,
 * one a line, their words between tabs; and the file that takes what was said.
 */
final class CommandProcess {
  private CommandProcess() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[1]), said(Files.readAllLines(Path.of(args[0]))));
  }

  /** What the commands say, with their exit codes. */
  static String said(List<String> commands) {
    StringBuilder said = new StringBuilder();
    for (String command : commands) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int exit = Main.run(command.split("\t", -1), out, out, Map.of());
      said.append("$ ").append(command.replace('\t', ' ')).append('\n');
      said.append(out.toString(StandardCharsets.UTF_8)).append("exit ").append(exit).append('\n');
    }
    return said.toString();
  }
}
