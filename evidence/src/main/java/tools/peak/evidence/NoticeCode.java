package tools.peak.evidence;

import java.util.Locale;

/** The kinds of {@link Notice}. Their texts are a contract for scripts. */
public enum NoticeCode {
  /** A number was taken as seconds, milliseconds, microseconds or nanoseconds since 1970. */
  EPOCH_TIME,
  /** A time can't be read; it is NULL. */
  UNREADABLE_TIME,
  /** A date could be two days, such as {@code 01/02/2024}; it is NULL. */
  AMBIGUOUS_DATE,
  /** Numbers where times should be are too small for times: they number the rows, and are NULL. */
  ORDINAL_TIMES,
  /** A data file lies in the folder under a name or in a format that Peak does not read. */
  NOT_READ,
  /** A file of another name was taken for one of ours, in a folder without a snapshot of ours. */
  TAKEN_FOR,
  /** A file that no table needs is a link out of the scanned tree: listed without a digest. */
  LINK_LEAVES_TREE,
  /** A file that no table needs can't be read: listed without a digest. */
  NO_DIGEST,
  /** A file's time lies more than a day ahead of now. */
  FUTURE_TIME,
  /** Telemetry is not of the form that is read, or only in part. */
  TELEMETRY,
  /** A column of a data file is left out: it can't be read, or stands there twice. */
  COLUMN_LEFT_OUT,
  /** A column of lengths of time is kept as texts with their unit. */
  LENGTHS_OF_TIME,
  /** The telemetry can't be read, or is too large; the run is taken without it. */
  TELEMETRY_LEFT_OUT,
  /** Two keys of a snapshot would be one when they are written with dots; each has a name. */
  COLLIDING_KEYS,
  /** A list or object stands where a text should be, or an object is empty; it is kept as JSON. */
  NO_TEXT,
  /** What should be true or false is neither; it is NULL. */
  NO_TRUTH,
  /** A metric is an object or a list that holds one number; that is its number. */
  ONE_NUMBER,
  /** A metric looks like a number and is none; its text is kept. */
  NO_NUMBER,
  /** A metric of the file is not what its run's curve says. */
  METRIC_DIFFERS,
  /** The curve begins at or below zero: it tells no return. */
  NO_CURVE_METRICS,
  /** A metric of the file has a name that only Peak gives; it is left out. */
  RESERVED_METRIC,
  /** A file that a mapping names is not there; the run is taken without it. */
  MISSING_FILE,
  /** A key that a mapping names is not there. */
  MISSING_KEY,
  /** The folder held another run before, which went out of the lake. */
  RUN_ID_CHANGED;

  /** The name the lake's {@code code} column uses, such as {@code epoch_time}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
