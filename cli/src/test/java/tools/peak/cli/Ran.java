package tools.peak.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A command that ran: what a script would see of it. */
record Ran(int exit, String out, String err) {
  static Ran peak(String... args) {
    return peak(Map.of(), args);
  }

  static Ran withLake(Path lake, String... args) {
    return peak(
        Stream.concat(Stream.of(args), Stream.of("--lake", lake.toString()))
            .toArray(String[]::new));
  }

  static Ran peak(Map<String, String> env, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(args, out, err, env);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
