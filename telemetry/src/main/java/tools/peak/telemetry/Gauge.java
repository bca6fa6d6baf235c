package tools.peak.telemetry;

import io.opentelemetry.api.metrics.DoubleGauge;

/** A value of which the last one holds. */
public final class Gauge {
  private final Labels labels;
  private final Instrument<DoubleGauge> instrument;

  Gauge(Metric metric) {
    this.labels = new Labels(metric.labels());
    this.instrument =
        new Instrument<>(
            metric,
            Metric.Kind.GAUGE,
            (meter, what) ->
                meter
                    .gaugeBuilder(what.name())
                    .setUnit(what.unit())
                    .setDescription(what.meaning())
                    .build());
  }

  /** The value from now on. */
  public void set(double value, String... labelValues) {
    Signals signals = Signals.on();
    if (signals != null) {
      instrument.of(signals).set(value, labels.of(labelValues));
    }
  }
}
