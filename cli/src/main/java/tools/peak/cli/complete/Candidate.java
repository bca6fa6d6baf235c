package tools.peak.cli.complete;

/**
 * A word that may stand there.
 *
 * @param word the whole of it, without quotes
 * @param whole whether nothing more belongs to it, so that a space may follow
 * @param meaning what it is, in a few words; empty where it says so itself
 */
record Candidate(String word, boolean whole, String meaning) {
  static Candidate whole(String word) {
    return new Candidate(word, true, "");
  }

  Candidate behind(String prefix) {
    return new Candidate(prefix + word, whole, meaning);
  }
}
