package tools.peak.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why telemetry could not start, as one line that names the variable to mend. */
final class Reason {
  private static final Pattern PROPERTY = Pattern.compile("\\botel\\.[a-z][a-z0-9.-]*[a-z0-9]");

  private Reason() {}

  static String of(Throwable e, Map<String, String> environment) {
    String text = PROPERTY.matcher(causes(e, environment)).replaceAll(Reason::variable);
    return variablesIn(text, environment)
        .filter(name -> !text.contains(name))
        .sorted()
        .findFirst()
        .map(name -> name + ": " + text)
        .orElse(text);
  }

  /** The variables whose values stand in {@code text}. */
  private static Stream<String> variablesIn(String text, Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("OTEL_"))
        .filter(variable -> !variable.getValue().isBlank())
        .filter(variable -> text.contains(variable.getValue()))
        .map(Map.Entry::getKey);
  }

  /** The first line of each message, down to the first that speaks of what the user wrote. */
  private static String causes(Throwable e, Map<String, String> environment) {
    List<String> messages = new ArrayList<>();
    for (Throwable at = e; at != null; at = at.getCause()) {
      String message = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
      String line = message.lines().findFirst().orElse("");
      messages.add(line);
      if (PROPERTY.matcher(line).find() || variablesIn(line, environment).findAny().isPresent()) {
        break;
      }
    }
    return String.join(": ", messages);
  }

  /** OTEL_X_Y for the otel.x.y that the SDK speaks of. */
  private static String variable(MatchResult property) {
    String name = property.group().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    return Matcher.quoteReplacement(name);
  }
}
