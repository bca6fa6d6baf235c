package tools.peak.telemetry;

import io.opentelemetry.api.metrics.LongCounter;

/** A count that only grows; the SDK ignores what would make it fall. */
public final class Counter {
  private final Labels labels;
  private final Instrument<LongCounter> instrument;

  Counter(Metric metric) {
    this.labels = new Labels(metric.labels());
    this.instrument =
        new Instrument<>(
            metric,
            Metric.Kind.COUNTER,
            (meter, what) ->
                meter
                    .counterBuilder(what.name())
                    .setUnit(what.unit())
                    .setDescription(what.meaning())
                    .build());
  }

  /** Counts {@code amount} more. */
  public void add(long amount, String... labelValues) {
    Signals signals = Signals.on();
    if (signals != null) {
      instrument.of(signals).add(amount, labels.of(labelValues));
    }
  }
}
