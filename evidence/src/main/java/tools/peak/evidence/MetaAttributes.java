package tools.peak.evidence;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Picks the attributes of {@link Meta} out of a snapshot's flattened values. */
final class MetaAttributes {
  private final Map<String, Value> values;

  private MetaAttributes(Map<String, Value> values) {
    this.values = values;
  }

  static Meta of(String runId, Snapshot.Part meta) {
    MetaAttributes attributes = new MetaAttributes(meta.values());
    return new Meta(
        runId,
        attributes.text("strategy"),
        attributes.text("symbol"),
        TimeText.date(attributes.text("start_date")),
        TimeText.date(attributes.text("end_date")),
        attributes.text("git_sha"),
        TimeText.instant(attributes.text("timestamp")),
        attributes.text("stage"),
        attributes.text("runner"),
        attributes.text("data_source"),
        attributes.text("source_tool"),
        attributes.text("source_version"),
        attributes.text("trace_id"),
        meta.list(),
        meta.json());
  }

  /** The id that the snapshot gives, or null if it gives none; empty if it is no text. */
  static @Nullable String runId(Snapshot.Part meta) {
    Value value = meta.values().get("run_id");
    return value != null && value.type() == Value.Type.LIST
        ? ""
        : new MetaAttributes(meta.values()).text("run_id");
  }

  /** A number or boolean stands for its text; a list or object is no attribute. */
  private @Nullable String text(String key) {
    Value value = values.get(key);
    return value == null || value.type() == Value.Type.LIST ? null : value.text();
  }
}
