package tools.peak.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A file of a run folder.
 *
 * @param name the file's name within the folder
 * @param bytes its length
 * @param sha256 64 lower-case hex digits; null of a file that was not read, which a notice explains
 * @param content the text itself, if the file is a small UTF-8 text that no table holds the rows of
 */
public record Artifact(
    String name, long bytes, @Nullable String sha256, @Nullable String content) {}
