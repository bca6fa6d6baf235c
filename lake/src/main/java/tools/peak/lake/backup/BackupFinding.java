package tools.peak.lake.backup;

/**
 * Something that is wrong with a backup.
 *
 * @param code a stable name of the kind: {@code missing_object}, {@code wrong_size}, {@code
 *     changed_object}, {@code unreadable_object}, {@code damaged_manifest}, {@code
 *     missing_manifest}
 * @param path the object's name in the backup
 * @param detail one line
 */
public record BackupFinding(String code, String path, String detail) {}
