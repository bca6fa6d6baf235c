package tools.peak.evidence.artifact;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.RunId;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.TimeText;

/** Picks the attributes of {@link Meta} out of a snapshot's flattened values. */
public final class MetaAttributes {
  private static final String RUN_ID = "run_id";

  private final Map<String, Value> values;

  private MetaAttributes(Map<String, Value> values) {
    this.values = values;
  }

  public static Meta of(String runId, ConfigSnapshot.Part meta) {
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

  /**
   * The id that the snapshot gives, or null if it gives none.
   *
   * @throws Refusal with {@link Problem.InvalidRunId} if no lake takes it
   */
  public static @Nullable String runId(ConfigSnapshot.Part meta) throws Refusal {
    String runId = new MetaAttributes(meta.values()).text(RUN_ID);
    if (runId != null) {
      RunId.check(runId);
    } else if (meta.values().values().stream().anyMatch(MetaAttributes::isStructuredId)) {
      throw new Refusal(new Problem.InvalidRunId("is no text"));
    }
    return runId;
  }

  private static boolean isStructuredId(Value value) {
    return value.key().startsWith(RUN_ID + ".")
        || (value.key().equals(RUN_ID) && value.type() == Value.Type.LIST);
  }

  /** A number or boolean stands for its text; a list or object is no attribute. */
  private @Nullable String text(String key) {
    Value value = values.get(key);
    return value == null || value.type() == Value.Type.LIST ? null : value.text();
  }
}
