package tools.peak.cli.complete;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How each shell is told. The first line says whether files may stand there, too. */
enum Shell {
  BASH {
    @Override
    Stream<String> words(TypedLine line, String current, List<Candidate> candidates) {
      // Readline's word begins behind a quote, and behind a '=' or ':' in the middle.
      int typed =
          current.equals("=") || current.equals(":")
              ? line.written().length()
              : line.written().endsWith(current) ? line.written().length() - current.length() : 0;
      return candidates.stream()
          .map(
              candidate -> {
                String word = quoted(candidate.word(), line.quote());
                String open = line.quote() == 0 ? "" : String.valueOf(line.quote());
                String whole = open + word;
                String rest =
                    typed > 0 && whole.startsWith(line.written().substring(0, typed))
                        ? whole.substring(typed)
                        : word;
                return rest + (candidate.whole() && line.quote() == 0 ? " " : "");
              });
    }

    private String quoted(String word, char quote) {
      if (quote == '\'') {
        return word.replace("'", "'\\''");
      }
      String special = quote == '"' ? "\"\\$`" : " \t\"'\\$`!*?[](){}<>|&;#~^";
      StringBuilder quoted = new StringBuilder();
      word.chars()
          .forEach(
              c -> {
                if (special.indexOf(c) >= 0) {
                  quoted.append('\\');
                }
                quoted.append((char) c);
              });
      return quoted.toString();
    }
  },

  ZSH {
    @Override
    Stream<String> words(TypedLine line, String current, List<Candidate> candidates) {
      return candidates.stream()
          .map(
              candidate ->
                  (candidate.whole() ? "whole" : "begun")
                      + "\t"
                      + candidate.word()
                      + "\t"
                      + candidate.word()
                      + (candidate.meaning().isEmpty() ? "" : " -- " + candidate.meaning()));
    }
  };

  /**
   * A line for each candidate.
   *
   * @param current what the shell itself takes for the word that is being typed
   */
  abstract Stream<String> words(TypedLine line, String current, List<Candidate> candidates);

  Stream<String> told(TypedLine line, String current, Candidates candidates) {
    return Stream.concat(
        Stream.of(candidates.files().name().toLowerCase(Locale.ROOT)),
        words(line, current, candidates.words()));
  }
}
