package tools.peak.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares what a document shows with what a command printed: word by word, but for what differs
 * from run to run and machine to machine. Numbers, times, ids and durations count as numbers;
 * rules, bars and curves are not looked at; a line {@code …} stands for any lines, and {@code …} in
 * a line for anything.
 */
final class ShownOutput {
  private static final String ANY_LINES = "…";

  private static final Pattern DRAWN = Pattern.compile("[\\u2500-\\u259F\\u2800-\\u28FF]+");
  private static final Pattern WHO = Pattern.compile("[\\w.-]+@[\\w.-]+");
  private static final Pattern RUN = Pattern.compile("_\\d{8}_\\d{6}_[0-9a-f]{8}(_\\d+)?");
  private static final Pattern HEX =
      Pattern.compile("\\b(?=[0-9a-f-]*\\d)[0-9a-f]{6,}[0-9a-f-]*\\b");
  private static final Pattern UNIT =
      Pattern.compile("#\\s?(ns|µs|ms|s|min|h|d|B|kB|MB|GB|bytes)\\b");
  private static final Pattern NUMBER = Pattern.compile("[-+−]?\\d[\\d.,:_]*(?:[eE][-+]?\\d+)?");
  private static final Pattern NUMBERS = Pattern.compile("#(?:[TZ#_:/.-]*#)*[Z%]?");

  private ShownOutput() {}

  /** The first line that is shown and was not printed, if any. */
  static Optional<String> missing(List<String> shown, List<String> printed) {
    List<String> left = new ArrayList<>(plain(printed));
    boolean mayskip = false;
    for (String line : shown) {
      if (line.strip().equals(ANY_LINES)) {
        mayskip = true;
        continue;
      }
      String wanted = plain(line);
      if (wanted.isEmpty()) {
        continue;
      }
      int at = find(wanted, left, mayskip);
      if (at < 0) {
        return Optional.of(line);
      }
      left.subList(0, at + 1).clear();
      mayskip = false;
    }
    return !mayskip && !left.isEmpty() && !shown.isEmpty()
        ? Optional.of("nothing more, but was printed: " + left.getFirst())
        : Optional.empty();
  }

  private static int find(String wanted, List<String> left, boolean mayskip) {
    for (int at = 0; at < (mayskip ? left.size() : Math.min(1, left.size())); at++) {
      if (isAlike(wanted, left.get(at))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isAlike(String wanted, String line) {
    if (!wanted.contains(ANY_LINES)) {
      return wanted.equals(line);
    }
    String[] parts = wanted.split(ANY_LINES, -1);
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      int found = line.indexOf(parts[i].strip(), at);
      if (found < 0 || (i == 0 && found > 0)) {
        return false;
      }
      at = found + parts[i].strip().length();
    }
    return parts[parts.length - 1].isBlank() || line.endsWith(parts[parts.length - 1].strip());
  }

  private static List<String> plain(List<String> lines) {
    return lines.stream().map(ShownOutput::plain).filter(line -> !line.isEmpty()).toList();
  }

  private static String plain(String line) {
    String plain = WHO.matcher(DRAWN.matcher(line).replaceAll(" ")).replaceAll("@");
    plain = RUN.matcher(plain).replaceAll("_#");
    plain = HEX.matcher(plain).replaceAll("#");
    plain = NUMBER.matcher(plain).replaceAll("#");
    plain = NUMBERS.matcher(plain).replaceAll("#");
    plain = UNIT.matcher(plain).replaceAll("#");
    return plain.strip().replaceAll("\\s+", " ");
  }
}
