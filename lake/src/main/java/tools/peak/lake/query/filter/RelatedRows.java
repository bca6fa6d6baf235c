package tools.peak.lake.query.filter;

/**
 * What a condition about runs may say of the rows that belong to them.
 *
 * @param trades the names of a trade
 * @param runs finds the other run of a comparison
 */
public record RelatedRows(Names trades, RunIds runs) {

  /** Finds the run that somebody means. */
  @FunctionalInterface
  public interface RunIds {
    /**
     * Its id.
     *
     * @throws tools.peak.lake.LakeException if it is none of the lake, or may be several
     */
    String of(String written);
  }
}
