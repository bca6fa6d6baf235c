package tools.peak.runner.strategy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Ordered maps of parameters. */
final class Params {
  private Params() {}

  static SequencedMap<String, Number> of() {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
  }

  static SequencedMap<String, Number> of(String name1, Number value1, String name2, Number value2) {
    SequencedMap<String, Number> params = new LinkedHashMap<>();
    params.put(name1, value1);
    params.put(name2, value2);
    return Collections.unmodifiableSequencedMap(params);
  }

  static SequencedMap<String, Number> of(
      String name1, Number value1, String name2, Number value2, String name3, Number value3) {
    SequencedMap<String, Number> params = new LinkedHashMap<>(of(name1, value1, name2, value2));
    params.put(name3, value3);
    return Collections.unmodifiableSequencedMap(params);
  }
}
