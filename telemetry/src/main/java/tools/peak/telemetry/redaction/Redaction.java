package tools.peak.telemetry.redaction;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts before they leave the process. What counts as one: the value after a
 * name that says so ({@code api_key=…}), credentials in a URL or an HTTP header, private keys,
 * tokens of known shape, and the values of the process's own secret environment variables wherever
 * they appear.
 */
public final class Redaction {
  /** What stands in a secret's place. */
  public static final String MASK = "***";

  private static final int SHORTEST_SECRET = 6;

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "passw(?:or)?d|passwd|pwd|passphrase|secret|token|api[_.-]?key|access[_.-]?key"
              + "|private[_.-]?key|authorization|credential|cookie",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NAMED_VALUE =
      Pattern.compile(
          "((?:"
              + SECRET_NAME.pattern()
              + ")[\\w.-]{0,40}[\"']?\\s{0,4}[=:]\\s{0,4})"
              + "(\"[^\"]*+\"|'[^']*+'|(?:bearer|basic)\\s+[^\\s,;&\"'}]+|[^\\s,;&\"'}\\])]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HEADER_VALUE =
      Pattern.compile("\\b(bearer|basic)\\s+[\\w+/=.~-]{8,}", Pattern.CASE_INSENSITIVE);

  private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@]{0,200}:)[^@/\\s]+@");

  private static final Pattern KNOWN_SHAPE =
      Pattern.compile(
          "(?<![\\w-])eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*" // JSON Web Token
              + "|AKIA[0-9A-Z]{16}" // AWS
              + "|gh[pousr]_\\w{30,}|glpat-[\\w-]{16,}" // GitHub, GitLab
              + "|xox[abprs]-[\\w-]{10,}" // Slack
              + "|glsa_\\w{20,}|glc_[\\w=+/]{20,}" // Grafana
              + "|sk-[\\w-]{20,}"
              + "|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]{0,30}-----|$)");

  private final String[] values;

  private Redaction(String[] values) {
    this.values = values;
  }

  /** Redaction by name and shape, and of the values that {@code environment} keeps secret. */
  public static Redaction of(Map<String, String> environment) {
    TreeSet<String> secrets = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (SECRET_NAME.matcher(name).find()) {
            secrets.add(value);
          } else if (name.toUpperCase(Locale.ROOT).endsWith("_HEADERS")) {
            for (String header : value.split(",", -1)) {
              secrets.add(header.substring(header.indexOf('=') + 1).strip());
            }
          }
        });
    return new Redaction(
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            // The longer first: one secret may be the beginning of another.
            .sorted((a, b) -> Integer.compare(b.length(), a.length()))
            .toArray(String[]::new));
  }

  /** The text with every secret masked; the same object where there is none. */
  public String apply(String text) {
    if (text.length() < SHORTEST_SECRET) {
      return text;
    }
    String redacted = text;
    for (String value : values) {
      if (redacted.contains(value)) {
        redacted = redacted.replace(value, MASK);
      }
    }
    boolean assigns = redacted.indexOf('=') >= 0 || redacted.indexOf(':') >= 0;
    if (assigns && redacted.contains("://")) {
      redacted = URL_PASSWORD.matcher(redacted).replaceAll("$1" + MASK + "@");
    }
    if (assigns && Hints.ofName(redacted)) {
      redacted = NAMED_VALUE.matcher(redacted).replaceAll("$1" + MASK);
    }
    if (redacted.indexOf(' ') >= 0) {
      redacted = HEADER_VALUE.matcher(redacted).replaceAll("$1 " + MASK);
    }
    return Hints.ofShape(redacted) ? KNOWN_SHAPE.matcher(redacted).replaceAll(MASK) : redacted;
  }

  /** The value of a field: masked whole where the field's name says that it is a secret. */
  public String apply(String name, String value) {
    return Hints.ofName(name) && SECRET_NAME.matcher(name).find() ? MASK : apply(value);
  }
}
