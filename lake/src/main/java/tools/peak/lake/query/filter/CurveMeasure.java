package tools.peak.lake.query.filter;

import java.time.Instant;

/**
 * A number that a run's equity curve gives: a closed family. Points stand in the order of time,
 * those of one instant in the order that they were written in; a point without time, or whose
 * equity is NULL, NaN or infinite, is none. NULL where there are too few points, or what would be
 * divided by is not above zero.
 */
public sealed interface CurveMeasure {

  /**
   * The deepest fall below the highest point before it, both within a stretch of time: a fraction
   * of at most 0. NULL where no point lies within.
   *
   * @param last the last instant of it
   */
  record MaxDrawdown(Instant first, Instant last) implements CurveMeasure {}

  /** The last point not after a time, in currency; NULL where the curve begins later. */
  record EquityAt(Instant last) implements CurveMeasure {}

  /**
   * The last point within a stretch of time over the first, − 1; NULL of fewer than two points.
   *
   * @param last the last instant of it
   */
  record Return(Instant first, Instant last) implements CurveMeasure {}

  /**
   * Pearson's correlation of the simple returns of two runs between the instants that both have a
   * point at, the last of several; a return after a point that is not above zero is left out of
   * both. NULL of fewer than three returns, where those of one are equal but for rounding, and
   * where one is beyond 10¹⁰⁰.
   *
   * @param runId the other run
   */
  record Correlation(String runId) implements CurveMeasure {}
}
