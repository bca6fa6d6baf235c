package tools.peak.lake.query.filter;

/** Where values are kept by keys that each run may choose. */
public enum Space {
  PARAMS("params", "parameter"),
  META("meta", "meta entry"),
  TAGS("tags", "tag"),
  /** What a trades file had beyond the known columns. */
  OTHERS("others", "other column"),
  /** What a span tells of itself. */
  ATTRIBUTES("attributes", "attribute"),
  /** What a span tells of the program that sent it. */
  RESOURCE("resource", "resource attribute"),
  /** Metrics that are no columns. */
  OVERFLOW("metrics", "metric");

  private final String prefix;
  private final String noun;

  Space(String prefix, String noun) {
    this.prefix = prefix;
    this.noun = noun;
  }

  /** How a name of it begins, before the dot. */
  public String prefix() {
    return prefix;
  }

  /** Whether a star without a prefix means its keys, too: not what describes the program. */
  boolean isFlat() {
    return switch (this) {
      case OVERFLOW, PARAMS, TAGS, OTHERS, ATTRIBUTES -> true;
      case META, RESOURCE -> false;
    };
  }

  /** What one of its keys is called. */
  public String noun() {
    return noun;
  }
}
