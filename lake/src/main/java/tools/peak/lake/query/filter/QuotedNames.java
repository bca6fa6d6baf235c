package tools.peak.lake.query.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names that need double quotes: {@code buy-hold} would be read as a difference. Who left them out
 * is told how the name is written.
 */
final class QuotedNames {
  private static final Pattern PLAIN = Pattern.compile("(?U)[\\p{L}_]\\w*(\\.\\w+)*");

  private QuotedNames() {}

  /** As it is written in a filter. */
  static String written(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** How the longest name is written that stands in the text without the quotes it needs. */
  static Optional<String> leftOut(String text, Names names) {
    List<Candidate> candidates = new ArrayList<>();
    for (String metric : names.allMetrics()) {
      candidates.add(new Candidate("", metric));
      candidates.add(new Candidate(Space.OVERFLOW.prefix() + ".", metric));
    }
    for (Space space : names.spaces()) {
      for (String key : names.keys().all(space)) {
        candidates.add(new Candidate(space.prefix() + ".", key));
      }
    }
    return candidates.stream()
        .filter(candidate -> !PLAIN.matcher(candidate.key()).matches())
        .filter(candidate -> candidate.isIn(text))
        .max(Comparator.comparingInt((Candidate candidate) -> candidate.key().length()))
        .map(candidate -> candidate.before() + written(candidate.key()));
  }

  private record Candidate(String before, String key) {
    boolean isIn(String text) {
      String whole = before + key;
      for (int at = text.indexOf(whole); at >= 0; at = text.indexOf(whole, at + 1)) {
        if (ends(text, at - 1) && ends(text, at + whole.length())) {
          return true;
        }
      }
      return false;
    }

    private static boolean ends(String text, int at) {
      return at < 0
          || at >= text.length()
          || (!Character.isUnicodeIdentifierPart(text.charAt(at))
              && "\"`'.-/".indexOf(text.charAt(at)) < 0);
    }
  }
}
