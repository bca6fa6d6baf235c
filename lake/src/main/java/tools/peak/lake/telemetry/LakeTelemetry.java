package tools.peak.lake.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * Where a lake tells what it does: to an OpenTelemetry it was given, else to the process's, if
 * somebody has set one by then. While nobody has, it costs one look, and no other class of
 * OpenTelemetry is loaded.
 */
public final class LakeTelemetry {
  private static final LakeTelemetry GLOBAL = new LakeTelemetry(null);

  private final @Nullable OpenTelemetry given;

  private LakeTelemetry(@Nullable OpenTelemetry given) {
    this.given = given;
  }

  /** The process's own. */
  public static LakeTelemetry global() {
    return GLOBAL;
  }

  public static LakeTelemetry of(OpenTelemetry openTelemetry) {
    return new LakeTelemetry(openTelemetry);
  }

  /**
   * The signals to send to; null while nobody wants any. Not to be kept: a process may begin and
   * end its telemetry again and again.
   */
  public @Nullable LakeSignals on() {
    if (given != null) {
      return new LakeSignals(given);
    }
    // Asking for the global where none is set would fix the process to have none for ever.
    return GlobalOpenTelemetry.isSet() ? new LakeSignals(GlobalOpenTelemetry.get()) : null;
  }

  /** The task, within the span that is current now, whatever thread runs it. */
  public Runnable carrying(Runnable task) {
    LakeSignals signals = on();
    return signals == null ? task : signals.carrying(task);
  }
}
