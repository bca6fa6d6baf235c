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
  /** Months, days and milliseconds, none of which is a number of the others. */
  INTERVAL,
  /** Lengths of time that only the schema of Arrow, within the file, tells from numbers. */
  DURATION_SECONDS,
  DURATION_MILLIS,
  DURATION_MICROS,
  DURATION_NANOS,
  FLOAT16,
  /** The column was all null when it was written, and its type unknown. */
  NULL
}
