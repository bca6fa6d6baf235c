package tools.peak.engine.duckdb.sql;

/**
 * Where a row lies.
 *
 * @param runId what it is found again by in a file
 * @param file the data file
 * @param row its number there
 */
public record Place(String runId, String file, long row) {}
