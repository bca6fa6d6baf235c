package tools.peak.lake.query.filter;

/** What an expression yields. */
public enum Kind {
  NUMBER("a number"),
  TEXT("a text"),
  /** A calendar day. */
  DATE("a date"),
  TIMESTAMP("a timestamp"),
  TRUTH("true or false"),
  /** A parameter, tag or entry of meta, whose type is told by each row. */
  VALUE("a parameter"),
  /** A column of maps, which can be shown and tested for NULL, no more. */
  MAP("a map");

  private final String article;

  Kind(String article) {
    this.article = article;
  }

  boolean isTime() {
    return this == DATE || this == TIMESTAMP;
  }

  @Override
  public String toString() {
    return article;
  }
}
