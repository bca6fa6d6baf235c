package tools.peak.cli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether anything asks for telemetry. Found out without it: loading it would cost every command a
 * moment, and most are run without.
 */
final class TelemetryVariables {
  private static final String[] JAVA_OPTIONS = {
    "PEAK_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"
  };

  private static final String PEAK = "PEAK_TELEMETRY";
  private static final String STACK = "stack";
  private static final String SAMPLER = "OTEL_TRACES_SAMPLER";

  /** Of a live session's cycles, where nothing says otherwise. */
  private static final String CYCLES_SAMPLED = "0.1";

  private TelemetryVariables() {}

  /**
   * What telemetry is configured by: the environment, with {@code --stack} as if it said so, and a
   * live session's own sampler where neither names one. With the stack all is sent, and its
   * collector chooses.
   */
  static Map<String, String> of(Map<String, String> env, String command, String[] args) {
    boolean option = Arrays.asList(args).contains(Peak.STACK);
    boolean live = command.equals("live");
    if (!option && !live) {
      return env;
    }
    Map<String, String> variables = new HashMap<>(env);
    List<String> wanted = List.of(env.getOrDefault(PEAK, "").strip().split("\\s*,\\s*"));
    boolean stack = option || wanted.contains(STACK);
    if (option && !wanted.contains(STACK)) {
      variables.put(PEAK, wanted.contains("file") ? STACK + ",file" : STACK);
    }
    if (live && !stack && sends(env) && env.getOrDefault(SAMPLER, "").isBlank()) {
      variables.put(SAMPLER, "parentbased_traceidratio");
      variables.put(SAMPLER + "_ARG", CYCLES_SAMPLED);
    }
    return variables;
  }

  /** Whether anything may be sent: a run's own file alone has all, and needs no sampler. */
  private static boolean sends(Map<String, String> env) {
    return env.entrySet().stream()
        .anyMatch(
            variable -> variable.getKey().startsWith("OTEL_") && !variable.getValue().isBlank());
  }

  /** Whether the sampler is the one for cycles, which is not meant for the command itself. */
  static boolean samplesCycles(Map<String, String> env, Map<String, String> variables) {
    return !variables.getOrDefault(SAMPLER, "").equals(env.getOrDefault(SAMPLER, ""));
  }

  /** Whether a variable, a system property or an agent may want it; what exactly is said later. */
  static boolean isIn(Map<String, String> env) {
    for (Map.Entry<String, String> variable : env.entrySet()) {
      String name = variable.getKey();
      if ((name.startsWith("OTEL_") || name.startsWith("PEAK_TELEMETRY"))
          && !variable.getValue().isBlank()) {
        return true;
      }
    }
    for (String options : JAVA_OPTIONS) {
      if (env.getOrDefault(options, "").contains("-javaagent:")) {
        return true;
      }
    }
    return System.getProperties().keySet().stream()
        .anyMatch(name -> name.toString().startsWith("otel."));
  }
}
