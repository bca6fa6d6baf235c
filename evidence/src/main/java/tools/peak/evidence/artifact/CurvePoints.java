package tools.peak.evidence.artifact;

import java.io.IOException;

/** The points of a curve one after the other: of a curve that is too long to be held at once. */
@FunctionalInterface
public interface CurvePoints {
  /** Gives all of them, in order, each time it is asked. */
  void forEach(Taker taker) throws IOException;

  /** Takes a point. */
  @FunctionalInterface
  interface Taker {
    /**
     * The next one.
     *
     * @param micros microseconds since the epoch, UTC
     * @param equity in the run's currency
     */
    void point(long micros, double equity) throws IOException;
  }
}
