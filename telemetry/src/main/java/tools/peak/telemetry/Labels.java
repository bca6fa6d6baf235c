package tools.peak.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The label values that a metric was recorded with, as prebuilt attributes. There are at most
 * {@link #MOST} of them: later ones are all recorded as {@code other}, so that no metric grows
 * without bound, whatever a program puts into a label.
 */
final class Labels {
  static final int MOST = 500;
  static final String OTHER = "other";

  private final List<String> names;
  private final Map<List<String>, Attributes> known = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Attributes other;

  Labels(List<String> names) {
    this.names = names;
    this.other = attributes(names.stream().map(_ -> OTHER).toList());
  }

  /** Attributes of {@code values}, which follow the names; missing ones are left out. */
  Attributes of(String... values) {
    if (names.isEmpty() || values.length == 0) {
      return Attributes.empty();
    }
    List<String> key = List.of(values);
    Attributes found = known.get(key);
    return found == null ? add(key) : found;
  }

  private Attributes add(List<String> key) {
    if (size.get() >= MOST) {
      return other;
    }
    return known.computeIfAbsent(
        key,
        values -> {
          size.incrementAndGet();
          return attributes(values);
        });
  }

  private Attributes attributes(List<String> values) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      attributes.put(names.get(i), values.get(i));
    }
    return attributes.build();
  }
}
