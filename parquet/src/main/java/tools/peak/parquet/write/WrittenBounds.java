package tools.peak.parquet.write;

import org.jspecify.annotations.Nullable;

/**
 * What a written column holds.
 *
 * @param nulls how many of the rows have no value
 * @param nans how many are NaN
 * @param least a String, a Double, or a Long (of a day or an instant its count since the epoch);
 *     null where it is not known. Of a NaN nothing is said here.
 * @param greatest likewise
 */
public record WrittenBounds(
    long nulls, long nans, @Nullable Object least, @Nullable Object greatest) {}
