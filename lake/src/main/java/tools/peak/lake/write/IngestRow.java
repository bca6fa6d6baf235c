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
 * @param version the version of the lake that it makes
 */
public record IngestRow(
    String ingestId, int batch, Instant at, String roots, int replaced, long version) {
  /** The same of another version: somebody else was faster. */
  public IngestRow ofVersion(long other) {
    return new IngestRow(ingestId, batch, at, roots, replaced, other);
  }
}
