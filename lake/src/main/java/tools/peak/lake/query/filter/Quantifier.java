package tools.peak.lake.query.filter;

/** Of how many trades of a run a condition has to be true. */
public enum Quantifier {
  /** Of one at least. */
  ANY,
  /** Of each; also where there is none. */
  ALL
}
