package tools.peak.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.cli.Main;

/**
 * Runs the commands of a document in the folder that it is started in, one after the other, and
 * writes what each printed into a file of its own, the exit code in its first line. Arguments: the
 * document, the folder for those files.
 */
final class ReadmeProcess {
  private final Map<String, String> exported = new HashMap<>(System.getenv());
  private final Map<String, String> plans = new HashMap<>();

  private ReadmeProcess() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<ReadmeCommand> commands = ReadmeCommand.of(DocumentedCode.of(Path.of(args[0])));
    ReadmeProcess session = new ReadmeProcess();
    for (int i = 0; i < commands.size(); i++) {
      Files.writeString(Path.of(args[1], Integer.toString(i)), session.answer(commands.get(i)));
    }
  }

  private String answer(ReadmeCommand command) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exit = run(command.with(plans), out);
    String printed = out.toString(StandardCharsets.UTF_8);
    plan(String.join("\n", command.shown()))
        .ifPresent(shown -> plan(printed).ifPresent(real -> plans.put(shown, real)));
    return exit + "\n" + printed;
  }

  /** The id of a plan, which is another one each time. */
  private static Optional<String> plan(String text) {
    Matcher plan = Pattern.compile("\\bplan ([0-9a-f]{8})\\b").matcher(text);
    return plan.find() ? Optional.of(plan.group(1)) : Optional.empty();
  }

  /** Telemetry is of a process: a command with variables has one of its own. */
  private int run(ReadmeCommand command, ByteArrayOutputStream out)
      throws IOException, InterruptedException {
    List<String> program = command.program();
    boolean isPeak = program.getFirst().matches("(\\./)?peak");
    if (program.getFirst().equals("export")) {
      String[] variable = program.getLast().split("=", 2);
      exported.put(variable[0], variable[1]);
      return 0;
    }
    if (isPeak && command.variables().isEmpty()) {
      String[] arguments = program.subList(1, program.size()).toArray(String[]::new);
      return Main.run(arguments, out, out, exported);
    }
    List<String> words = new ArrayList<>(program);
    if (isPeak) {
      words.removeFirst();
      words.addAll(
          0,
          List.of(
              ProcessHandle.current().info().command().orElseThrow(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName()));
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(exported);
    builder.environment().putAll(command.variables());
    Process process = builder.start();
    process.getOutputStream().close();
    process.getInputStream().transferTo(out);
    return process.waitFor();
  }
}
