package tools.peak.lake.backup;

/**
 * What a backup came to.
 *
 * @param version the lake's version that it holds
 * @param files how many files the lake's folder has at that version
 * @param copied how many of them were copied this time
 * @param bytes that were copied
 * @param manifest the name of the object that lists them
 */
public record BackupResult(long version, int files, long copied, long bytes, String manifest) {}
