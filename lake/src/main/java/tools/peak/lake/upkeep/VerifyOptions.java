package tools.peak.lake.upkeep;

/**
 * How much of a lake's files is looked at.
 *
 * @param share of the files that are read byte for byte, from 0 to 1; which ones changes from
 *     version to version
 * @param deep whether each value of every file is decoded, and what the tables say of their columns
 *     compared
 */
public record VerifyOptions(double share, boolean deep) {
  /** Every byte that a commit recorded a digest of. */
  public static final VerifyOptions DEFAULT = new VerifyOptions(1, false);

  /** The same, and every value. */
  public static final VerifyOptions DEEP = new VerifyOptions(1, true);

  /** Of some files alone. */
  public static VerifyOptions sample(double share) {
    return new VerifyOptions(share, false);
  }
}
