package tools.peak.evidence;

/**
 * Something of a run that was not taken at its word, or was left out, although the run was loaded.
 *
 * @param file the file that it stands in
 * @param code a {@link NoticeCode}'s text; a string, because a lake may hold another version's
 * @param detail one line for people: which key, column or line, what was made of it, and what to
 *     write instead
 */
public record Notice(String file, String code, String detail) {

  public Notice(String file, NoticeCode code, String detail) {
    this(file, code.text(), detail);
  }
}
