package tools.peak.evidence.artifact;

import tools.peak.evidence.Problem;
import tools.peak.evidence.text.Quoted;

/** The file that a table was read from, and how what is wrong with it is said. */
public interface TableSource {
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

  /** A Parquet file. */
  static TableSource parquet(String file) {
    return new TableSource() {
      @Override
      public String file() {
        return file;
      }

      @Override
      public Problem problem(String detail) {
        return new Problem.InvalidParquet(file, detail);
      }

      @Override
      public Problem problem(String column, int row, String text, String why) {
        return problem(
            "column "
                + Quoted.text(column)
                + ", row "
                + (row + 1)
                + ": "
                + Quoted.text(text)
                + " "
                + why);
      }
    };
  }
}
