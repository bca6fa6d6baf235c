package tools.peak.evidence.artifact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Meta;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.RunId;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.TimeForm;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;

/** Picks the attributes of {@link Meta} out of a snapshot's flattened values. */
public final class MetaAttributes {
  private static final String RUN_ID = "run_id";

  private final Map<String, Value> values;
  private final Notices notices;

  private MetaAttributes(Map<String, Value> values, Notices notices) {
    this.values = values;
    this.notices = notices;
  }

  /**
   * The attributes.
   *
   * @param notices takes what was not plain of them
   */
  public static Meta of(String runId, ConfigSnapshot.Part meta, Notices notices) {
    MetaAttributes attributes = new MetaAttributes(meta.values(), notices);
    return new Meta(
        runId,
        attributes.text("strategy"),
        attributes.text("symbol"),
        attributes.date("start_date"),
        attributes.date("end_date"),
        attributes.text("git_sha"),
        attributes.instant("timestamp"),
        attributes.text("stage"),
        attributes.text("runner"),
        attributes.text("data_source"),
        attributes.text("source_tool"),
        attributes.text("source_version"),
        attributes.text("trace_id"),
        attributes.text("study"),
        attributes.text("fold"),
        attributes.text("sample"),
        attributes.text("anchor_run_id"),
        attributes.text("session_id"),
        attributes.text("data_sha256"),
        attributes.text("config_sha256"),
        attributes.truth("git_dirty"),
        meta.list(),
        meta.json());
  }

  /**
   * The id that the snapshot gives, or null if it gives none.
   *
   * @throws Refusal with {@link Problem.InvalidRunId} if no lake takes it
   */
  public static @Nullable String runId(ConfigSnapshot.Part meta) throws Refusal {
    String runId = new MetaAttributes(meta.values(), new Notices()).text(RUN_ID);
    if (runId != null) {
      RunId.check(runId);
    } else if (meta.values().values().stream().anyMatch(MetaAttributes::isStructuredId)) {
      throw new Refusal(new Problem.InvalidRunId("is no text"));
    }
    return runId;
  }

  private static boolean isStructuredId(Value value) {
    return value.key().startsWith(RUN_ID + ".")
        || (value.key().equals(RUN_ID)
            && (value.type() == Value.Type.LIST || value.type() == Value.Type.OBJECT));
  }

  private @Nullable LocalDate date(String key) {
    return time(key) instanceof TimeReading.At at ? at.day() : null;
  }

  private @Nullable Instant instant(String key) {
    return time(key) instanceof TimeReading.At at
        ? Instant.EPOCH.plus(at.micros(), ChronoUnit.MICROS)
        : null;
  }

  /** The time under a key; notices say where it is a number, or none that can be read. */
  private @Nullable TimeReading time(String key) {
    Value value = values.get(key);
    if (value == null) {
      sayIfObject(key);
      return null;
    }
    if (value.text() == null) {
      return null;
    }
    String quoted = Quoted.text(value.text());
    TimeReading reading = new TimeReader().read(value.text());
    switch (reading) {
      case TimeReading.At(long micros, LocalDate day, TimeForm form) -> {
        boolean isBare = form.isEpoch() || value.type() != Value.Type.STRING;
        if (form.isNumber() && isBare) {
          say(
              NoticeCode.EPOCH_TIME,
              key,
              quoted
                  + " is taken as "
                  + form.words()
                  + ": "
                  + (form.isEpoch() ? TimeNotices.shown(micros) : day));
        }
      }
      case TimeReading.NoTime(TimeReading.Kind kind, String why) ->
          say(TimeNotices.code(kind), key, quoted + " " + why);
      case TimeReading.Missing() -> {}
    }
    return reading;
  }

  private void sayIfObject(String key) {
    below(key)
        .ifPresent(
            first ->
                say(
                    NoticeCode.UNREADABLE_TIME,
                    key,
                    "is an object, no time; it is kept as meta." + first));
  }

  /** The first of the keys below an object. */
  private Optional<String> below(String key) {
    String prefix = key + ".";
    return values.keySet().stream().filter(other -> other.startsWith(prefix)).findFirst();
  }

  private void say(NoticeCode code, String key, String detail) {
    notices.add(EvidenceFiles.SNAPSHOT, code, "meta." + key + ": " + detail);
  }

  /** True or false, also as a text in any case; what is neither is none. */
  private @Nullable Boolean truth(String key) {
    String text = text(key);
    return text == null
        ? null
        : switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "true" -> Boolean.TRUE;
          case "false" -> Boolean.FALSE;
          default -> {
            say(NoticeCode.NO_TRUTH, key, Quoted.text(text) + " is neither true nor false");
            yield null;
          }
        };
  }

  /** A number or boolean stands for its text; a list or object is no attribute. */
  private @Nullable String text(String key) {
    Value value = values.get(key);
    if (value == null) {
      below(key)
          .ifPresent(
              first ->
                  say(
                      NoticeCode.NO_TEXT,
                      key,
                      "is an object, no text; it is kept as meta." + first));
      return null;
    }
    return switch (value.type()) {
      case LIST -> {
        say(NoticeCode.NO_TEXT, key, "is a list, no text; it is kept as JSON, " + value.text());
        yield null;
      }
      case OBJECT -> null; // said with all that are empty
      case INT, FLOAT, BOOL, STRING, NULL -> value.text();
    };
  }

  /** Says of one of a snapshot's objects which keys have other names, and what is empty. */
  public static void sayOf(ConfigSnapshot.Part part, String name, Notices notices) {
    for (String collision : part.collisions()) {
      notices.add(EvidenceFiles.SNAPSHOT, NoticeCode.COLLIDING_KEYS, name + "." + collision);
    }
    for (Value value : part.values().values()) {
      if (value.type() == Value.Type.OBJECT) {
        notices.add(
            EvidenceFiles.SNAPSHOT,
            NoticeCode.NO_TEXT,
            name + "." + value.key() + ": is an empty object; it is kept as {}");
      }
    }
  }
}
