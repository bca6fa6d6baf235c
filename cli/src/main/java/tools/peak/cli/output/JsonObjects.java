package tools.peak.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects; the keys are encoded once. */
final class JsonObjects {
  private final List<String> keys;

  JsonObjects(List<String> columns) {
    this.keys = columns.stream().map(column -> Json.of(column) + ": ").toList();
  }

  String of(List<? extends @Nullable Object> values) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < keys.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(keys.get(i));
      Json.append(values.get(i), out);
    }
    return out.append('}').toString();
  }
}
