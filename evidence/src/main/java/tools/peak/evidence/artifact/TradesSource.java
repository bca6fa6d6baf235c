package tools.peak.evidence.artifact;

import tools.peak.evidence.Problem;

/** The file that a table of trades was read from, and how what is wrong with it is said. */
interface TradesSource {
  /** The file's name. */
  String file();

  /** What is wrong with its columns. */
  Problem problem(String detail);

  /**
   * What is wrong with a cell.
   *
   * @param row from 0
   * @param why goes on after the quoted text
   */
  Problem problem(String column, int row, String text, String why);
}
