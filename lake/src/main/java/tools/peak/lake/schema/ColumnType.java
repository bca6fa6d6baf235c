package tools.peak.lake.schema;

/** What a column holds, and as what class of Java an answer gives it. */
public enum ColumnType {
  /** {@link String}. */
  TEXT,
  /** {@link Double}. */
  DOUBLE,
  /** {@link Long}. */
  LONG,
  /** {@link Integer}. */
  INT,
  /** {@link Boolean}. */
  BOOLEAN,
  /** A calendar day: {@link java.time.LocalDate}. */
  DATE,
  /** An instant, microseconds, UTC: {@link java.time.Instant}. */
  TIMESTAMP,
  /**
   * Typed values by key: {@code map<text, struct<type text, value text, number double>>}; a {@link
   * java.util.Map} of what {@link #VALUE} is.
   */
  VALUES,
  /** Numbers by name: {@code map<text, double>}. */
  NUMBERS,
  /** Texts by name: {@code map<text, text>}. */
  TEXTS,
  /**
   * Whatever each row says, only of answers: a parameter such as {@code params.fast} is a {@link
   * Long} in one row and a {@link String} in the next; SQL has decimals, whole numbers beyond 64
   * bits, times of day, lists, maps and structs besides.
   */
  VALUE;

  /** Whether columns of the lake's tables are of it. */
  public boolean isOfTables() {
    return this != VALUE;
  }
}
