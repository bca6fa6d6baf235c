package tools.peak.evidence.mapping;

import java.util.Collection;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.JsonText;

/** Typed values as one JSON object, as the files of a run of ours have them. */
final class ValueJson {
  private ValueJson() {}

  static String of(Collection<Value> values) {
    StringBuilder json = new StringBuilder("{");
    String separator = "";
    for (Value value : values) {
      json.append(separator);
      JsonText.quote(value.key(), json);
      json.append(": ");
      append(value, json);
      separator = ", ";
    }
    return json.append('}').toString();
  }

  private static void append(Value value, StringBuilder json) {
    String text = String.valueOf(value.text());
    switch (value.type()) {
      case STRING -> JsonText.quote(text, json);
      case INT, FLOAT, BOOL, LIST, OBJECT, NULL -> json.append(text);
    }
  }
}
