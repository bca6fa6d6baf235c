package tools.peak.evidence.mapping;

/**
 * How a file is read.
 *
 * @param at where in a document what is wanted stands, with dots; empty for all of it
 * @param decimalComma whether its numbers have a decimal comma
 * @param line the file's line in the mapping
 */
record DataFile(DataFormat format, String at, Shape shape, boolean decimalComma, int line) {

  /** What the rows of a table are that is one run's. */
  enum Shape {
    /** One row, whose columns are keys. */
    COLUMNS,
    /** Names and values. */
    PAIRS,
    /** No values of the run: its curve's points, or its trades. */
    ROWS
  }
}
