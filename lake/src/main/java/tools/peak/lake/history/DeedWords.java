package tools.peak.lake.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.peak.lake.catalog.Audit;

/** The parameters of a deed as a person reads them: with the names that are still known. */
final class DeedWords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NAMED = 3;

  private DeedWords() {}

  /**
   * Such as {@code reason="audit 2026" runs=exp_1, exp_2}.
   *
   * @param parameters as the chain has them
   * @param names what is known in clear, as much of it as may be shown
   */
  static String of(String parameters, List<Audit.Name> names) {
    List<String> words = new ArrayList<>();
    try {
      for (Map.Entry<String, JsonNode> parameter : JSON.readTree(parameters).properties()) {
        String name = parameter.getKey();
        List<String> known =
            names.stream().filter(each -> each.name().equals(name)).map(Audit.Name::text).toList();
        JsonNode value = parameter.getValue();
        if (value.isArray() ? !value.isEmpty() : !value.asText().equals("0")) {
          words.add(name + "=" + (value.isArray() ? runs(value, known) : one(value, known)));
        }
      }
    } catch (JacksonException e) {
      return parameters; // somebody changed it: peak audit verify says so
    }
    return String.join(" ", words);
  }

  private static String one(JsonNode value, List<String> known) {
    boolean isText = value.isTextual() && value.textValue().startsWith("#");
    return isText && !known.isEmpty() ? '"' + known.getFirst() + '"' : value.asText();
  }

  private static String runs(JsonNode hashes, List<String> known) {
    if (known.isEmpty()) {
      return String.format(Locale.ROOT, "%,d", hashes.size());
    }
    String shown = String.join(", ", known.subList(0, Math.min(NAMED, known.size())));
    int more = hashes.size() - Math.min(NAMED, known.size());
    return more == 0 ? shown : String.format(Locale.ROOT, "%s and %,d more", shown, more);
  }
}
