package tools.peak.parquet;

/** What a column holds that Peak writes, or reads by its field id. */
public enum ParquetType {
  TEXT,
  DOUBLE,
  /** 32 bits. */
  INT,
  /** 64 bits. */
  LONG,
  UNSIGNED_LONG,
  BOOLEAN,
  /** A calendar day: days since 1970-01-01. */
  DATE,
  /** An instant: microseconds since 1970-01-01T00:00:00Z. */
  TIMESTAMP,
  /** No value at any row, whatever the type would be. */
  NOTHING,
  /** {@code map<text, double>}. */
  MAP_OF_NUMBERS,
  /** {@code map<text, text>}. */
  MAP_OF_TEXTS,
  /** {@code map<text, struct<type text, value text, number double>>}. */
  MAP_OF_VALUES;

  public boolean isMap() {
    return this == MAP_OF_NUMBERS || this == MAP_OF_TEXTS || this == MAP_OF_VALUES;
  }
}
