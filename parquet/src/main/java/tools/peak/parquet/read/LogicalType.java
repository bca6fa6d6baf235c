package tools.peak.parquet.read;

/** What the stored values of a column stand for. */
enum LogicalType {
  /** Nothing says more than the stored type. */
  PLAIN,
  UNSIGNED,
  DECIMAL,
  DATE,
  TIMESTAMP_MILLIS,
  TIMESTAMP_MICROS,
  TIMESTAMP_NANOS,
  TIME_MILLIS,
  TIME_MICROS,
  TIME_NANOS,
  TEXT,
  UUID,
  FLOAT16,
  /** The column was all null when it was written, and its type unknown. */
  NULL
}
