package tools.peak.telemetry;

import io.opentelemetry.api.metrics.LongUpDownCounter;

/** A count that grows and shrinks, such as of what is active. */
public final class UpDownCounter {
  private final Labels labels;
  private final Instrument<LongUpDownCounter> instrument;

  UpDownCounter(Metric metric) {
    this.labels = new Labels(metric.labels());
    this.instrument =
        new Instrument<>(
            metric,
            Metric.Kind.UP_DOWN_COUNTER,
            (meter, what) ->
                meter
                    .upDownCounterBuilder(what.name())
                    .setUnit(what.unit())
                    .setDescription(what.meaning())
                    .build());
  }

  /** Counts {@code amount} more, or less where it is negative. */
  public void add(long amount, String... labelValues) {
    Signals signals = Signals.on();
    if (signals != null) {
      instrument.of(signals).add(amount, labels.of(labelValues));
    }
  }
}
