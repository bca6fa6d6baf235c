package tools.peak.lake;

import java.nio.file.Path;

/**
 * What became of a lake that was moved.
 *
 * @param from where it was
 * @param to where it is
 * @param isCopy whether it still is there too, so that this one got an identity of its own
 * @param version the version that names the new place
 */
public record Relocated(Path from, Path to, boolean isCopy, long version) {}
