package tools.peak.lake.table;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a column in one file. Bounds are String, Double, Boolean or Instant (of a day
 * its midnight, UTC); NaN is left aside.
 *
 * @param nulls how many rows have no value; -1 where that is not known
 * @param least no value is less; null where that is not known
 * @param greatest no value is greater; null where that is not known
 */
public record ColumnBounds(long nulls, @Nullable Object least, @Nullable Object greatest) {}
