package tools.peak.lake.sqlite;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the catalog keeps them: microseconds since the epoch, UTC. */
final class Micros {
  private Micros() {}

  static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
