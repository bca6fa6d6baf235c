package tools.peak.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.peak.cli.output.Json;

/** What a command did, as a flat JSON object of counts. */
final class Deed {
  private final Map<String, Object> counts = new LinkedHashMap<>();

  Deed with(String name, Object count) {
    counts.put(name, count);
    return this;
  }

  /** Seconds are given to the millisecond. */
  Deed seconds(double seconds) {
    return with("seconds", Math.round(seconds * 1e3) / 1e3);
  }

  void print(Invocation session) {
    session.output().line(Json.of(counts));
  }
}
