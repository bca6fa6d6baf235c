package tools.peak.engine.duckdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of a lake that a test makes up; also what the oracle evaluates conditions on. */
final class TestRun {
  final Map<String, Object> attributes = new LinkedHashMap<>();
  final Map<String, Double> metrics = new LinkedHashMap<>();
  final Map<String, Typed> params = new LinkedHashMap<>();
  final Map<String, Typed> meta = new LinkedHashMap<>();
  final Map<String, String> texts = new LinkedHashMap<>();
  final Map<String, String> tags = new LinkedHashMap<>();
  final List<Double> equity = new ArrayList<>();

  record Typed(String type, @Nullable String value, @Nullable Double number) {
    static Typed of(Object value) {
      return switch (value) {
        case Integer number -> new Typed("int", number.toString(), number.doubleValue());
        case Double number -> new Typed("float", number.toString(), number);
        case Boolean truth -> new Typed("bool", truth.toString(), null);
        default -> new Typed("string", value.toString(), null);
      };
    }
  }

  static TestRun run(String id) {
    return new TestRun().with("run_id", id);
  }

  TestRun with(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  TestRun metric(String name, double value) {
    metrics.put(name, value);
    return this;
  }

  TestRun param(String key, Object value) {
    params.put(key, Typed.of(value));
    return this;
  }

  TestRun meta(String key, Object value) {
    meta.put(key, Typed.of(value));
    return this;
  }

  TestRun tag(String key, String value) {
    tags.put(key, value);
    return this;
  }

  TestRun equity(double... points) {
    for (double point : points) {
      equity.add(point);
    }
    return this;
  }
}
