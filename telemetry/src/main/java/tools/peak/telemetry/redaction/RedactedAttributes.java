package tools.peak.telemetry.redaction;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Map;

/** Attributes without the secrets that their texts held. */
final class RedactedAttributes {
  private RedactedAttributes() {}

  /** The attributes themselves where they hold no secret. */
  static Attributes of(Attributes attributes, Redaction redaction) {
    AttributesBuilder changed = null;
    for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
      AttributeKey<?> key = entry.getKey();
      if (key.getType() == AttributeType.STRING) {
        String value = (String) entry.getValue();
        String redacted = redaction.apply(key.getKey(), value);
        if (!redacted.equals(value)) {
          changed = changed == null ? attributes.toBuilder() : changed;
          changed.put(key.getKey(), redacted);
        }
      } else if (key.getType() == AttributeType.STRING_ARRAY) {
        List<String> values = ((List<?>) entry.getValue()).stream().map(String::valueOf).toList();
        List<String> redacted =
            values.stream().map(value -> redaction.apply(key.getKey(), value)).toList();
        if (!redacted.equals(values)) {
          changed = changed == null ? attributes.toBuilder() : changed;
          changed.put(AttributeKey.stringArrayKey(key.getKey()), redacted);
        }
      }
    }
    return changed == null ? attributes : changed.build();
  }
}
