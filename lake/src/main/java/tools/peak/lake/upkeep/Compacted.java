package tools.peak.lake.upkeep;

/**
 * What a compaction came to, in data files of all tables at the newest version.
 *
 * @param left files that stay small because another changed their partition meanwhile
 * @param version the newest version afterwards
 */
public record Compacted(
    long filesBefore,
    long filesAfter,
    long bytesBefore,
    long bytesAfter,
    long left,
    long version) {}
