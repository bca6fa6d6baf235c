package tools.peak.evidence.mapping;

/**
 * A line of a mapping.
 *
 * @param target what the value is called in the lake; {@code *} of {@link Origin.All}
 * @param isOptional whether a run may lack it without a word
 * @param line its line in the mapping, from 1
 */
record Rule(String target, Origin origin, Conversion conversion, boolean isOptional, int line) {}
