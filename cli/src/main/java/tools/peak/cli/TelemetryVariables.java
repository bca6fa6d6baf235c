package tools.peak.cli;

import java.util.Map;

/**
 * Whether anything asks for telemetry. Found out without it: loading it would cost every command a
 * moment, and most are run without.
 */
final class TelemetryVariables {
  private static final String[] JAVA_OPTIONS = {
    "PEAK_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"
  };

  private TelemetryVariables() {}

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
