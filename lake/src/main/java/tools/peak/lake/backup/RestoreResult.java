package tools.peak.lake.backup;

import java.nio.file.Path;

/**
 * What a restore did.
 *
 * @param version the version that was restored; where the lake lies elsewhere than it did, its
 *     newest version is the one after it, which names the new place
 * @param files how many files it wrote, those that an earlier try had left included
 * @param bytes how many bytes those have
 * @param lake where the lake is
 * @param isCopy whether the lake still is at its old place too, so that this one has an identity of
 *     its own
 */
public record RestoreResult(long version, long files, long bytes, Path lake, boolean isCopy) {}
