package tools.peak.lake.query.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A statement of SQL and what it may use.
 *
 * @param statement one that only reads
 * @param values what each {@code ?} of it stands for, in order: texts, numbers, booleans, days,
 *     instants, null, or lists of those
 * @param timeout how long it may keep its reader waiting, altogether
 * @param memoryBytes how much memory it may use
 * @param answerBytes how large its answer may be
 * @param target a Parquet file to write the answer into; the answer then is the number of rows
 * @param limit at most so many rows are written there
 */
public record SqlRequest(
    String statement,
    SqlValues values,
    Duration timeout,
    long memoryBytes,
    long answerBytes,
    Optional<Path> target,
    OptionalLong limit) {}
