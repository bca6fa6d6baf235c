package tools.peak.lake.write;

import java.time.Instant;

/**
 * What the table {@code ingests} says of a batch.
 *
 * @param ingestId the pass it belongs to
 * @param batch its place in the pass, from 0
 * @param at when it was put together
 * @param roots what the pass was asked to load, a line each
 * @param replaced how many of its runs were in the lake before
 */
public record IngestRow(String ingestId, int batch, Instant at, String roots, int replaced) {}
