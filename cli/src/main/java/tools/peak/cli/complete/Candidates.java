package tools.peak.cli.complete;

import java.util.List;

/**
 * What may stand at the end of a line.
 *
 * @param words those that begin as what was typed
 * @param files whether files or folders may, which the shell knows itself
 */
record Candidates(List<Candidate> words, Files files) {
  static final Candidates NONE = of(List.of());

  enum Files {
    NONE,
    FILES,
    FOLDERS
  }

  Candidates {
    words = List.copyOf(words);
  }

  static Candidates of(List<Candidate> words) {
    return new Candidates(words, Files.NONE);
  }

  static Candidates of(Files files) {
    return new Candidates(List.of(), files);
  }
}
