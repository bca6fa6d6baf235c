package tools.peak.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.output.Json;

/** What a command did, as a flat JSON object of counts. */
public final class Counts {
  private final Map<String, @Nullable Object> counts = new LinkedHashMap<>();

  public Counts with(String name, Object count) {
    counts.put(name, count);
    return this;
  }

  /** The same of what may be NULL. */
  public Counts withNullable(String name, @Nullable Object value) {
    counts.put(name, value);
    return this;
  }

  /** Seconds are given to the millisecond. */
  public Counts seconds(double seconds) {
    return with("seconds", Math.round(seconds * 1e3) / 1e3);
  }

  public void print(Invocation invocation) {
    invocation.output().line(Json.of(counts));
  }
}
