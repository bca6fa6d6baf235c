package tools.peak.evidence.mapping;

/**
 * How a file is read.
 *
 * @param at where in a document what is wanted stands, with dots; empty for all of it
 * @param isPairs whether the rows of a table are names and values, instead of one row with columns
 * @param decimalComma whether its numbers have a decimal comma
 * @param line the file's line in the mapping
 */
record DataFile(DataFormat format, String at, boolean isPairs, boolean decimalComma, int line) {}
