package tools.peak.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that ran to its end. */
record Launched(int exit, String out, String err) {
  /** The distribution that the build has just laid. */
  static final Path DISTRIBUTION = Path.of("../cli/target/peak").toAbsolutePath().normalize();

  /** Runs a program with nothing but these variables and what a process cannot do without. */
  static Launched run(Path scratch, Map<String, String> env, List<String> command)
      throws IOException, InterruptedException {
    return start(scratch, env, command).end();
  }

  /** A process that runs. */
  record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    Launched end() throws IOException, InterruptedException {
      int exit = process.waitFor();
      return new Launched(exit, Files.readString(out), Files.readString(err));
    }
  }

  /** Starts it. */
  static Running start(Path scratch, Map<String, String> env, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(scratch, "launched", ".out");
    Path err = Files.createTempFile(scratch, "launched", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("HOME", scratch.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // What is tested here is not the cache, and making it takes a while.
    builder.environment().put("PEAK_NO_AOT", "1");
    builder.environment().putAll(env);
    return new Running(builder.start(), out, err);
  }
}
