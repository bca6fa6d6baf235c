package tools.peak.lake.backup;

/**
 * What a backup did.
 *
 * @param version the version of the lake that the backup now has
 * @param files how many files a lake restored from it will have
 * @param copied how many objects were written, pieces of the catalog among them
 * @param bytes how many bytes those have
 * @param manifest the manifest's name in the backup
 */
public record BackupResult(long version, long files, long copied, long bytes, String manifest) {}
