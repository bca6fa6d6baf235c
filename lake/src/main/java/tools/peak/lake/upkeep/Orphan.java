package tools.peak.lake.upkeep;

import java.time.Instant;
import tools.peak.storage.Location;

/**
 * A file that no version names.
 *
 * @param bytes its length
 * @param modified when it was written
 */
public record Orphan(Location location, OrphanKind kind, long bytes, Instant modified) {}
