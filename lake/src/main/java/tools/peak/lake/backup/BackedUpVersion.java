package tools.peak.lake.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version that a backup has.
 *
 * @param version the version's number
 * @param madeAt when it was backed up; null if its manifest is damaged, and so the others
 * @param committedAt when it was committed
 * @param runs how many runs it has
 * @param files how many files a lake restored from it has
 * @param bytes how many bytes those have
 * @param state {@code whole}, or why its manifest can't be read; {@code peak backup verify} says
 *     whether what it names is there
 */
public record BackedUpVersion(
    long version,
    @Nullable Instant madeAt,
    @Nullable Instant committedAt,
    @Nullable Long runs,
    @Nullable Long files,
    @Nullable Long bytes,
    String state) {}
