package tools.peak.lake.schema;

/** What a column of the lake holds. */
public enum ColumnType {
  TEXT,
  DOUBLE,
  LONG,
  INT,
  BOOLEAN,
  /** A calendar day. */
  DATE,
  /** An instant, microseconds, UTC. */
  TIMESTAMP,
  /** Typed values by key: {@code map<text, struct<type text, value text, number double>>}. */
  VALUES,
  /** Numbers by name: {@code map<text, double>}. */
  NUMBERS,
  /** Texts by name: {@code map<text, text>}. */
  TEXTS
}
