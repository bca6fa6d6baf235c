package tools.peak.lake.retention;

/**
 * What taking back a deed did.
 *
 * @param deed what was taken back, such as {@code plan 7d1f} or {@code ingest 0b5c…}
 * @param restored how many runs came back
 * @param removed how many runs went that the deed had brought
 * @param present how many of those that were to come back were there already
 * @param version the version that it made
 */
public record Undone(String deed, long restored, long removed, long present, long version) {}
