package tools.peak.telemetry;

import io.opentelemetry.api.metrics.DoubleHistogram;

/** A distribution of values. */
public final class Histogram {
  private final Labels labels;
  private final Instrument<DoubleHistogram> instrument;

  Histogram(Metric metric) {
    this.labels = new Labels(metric.labels());
    this.instrument =
        new Instrument<>(
            metric,
            Metric.Kind.HISTOGRAM,
            (meter, what) ->
                meter
                    .histogramBuilder(what.name())
                    .setUnit(what.unit())
                    .setDescription(what.meaning())
                    .setExplicitBucketBoundariesAdvice(what.buckets())
                    .build());
  }

  /** Records a value in the unit of the metric. */
  public void record(double value, String... labelValues) {
    Signals signals = Signals.on();
    if (signals != null) {
      instrument.of(signals).record(value, labels.of(labelValues));
    }
  }
}
