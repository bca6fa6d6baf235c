package tools.peak.evidence.artifact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Stat;
import tools.peak.evidence.text.Interned;
import tools.peak.evidence.text.PythonFloat;

/** {@code stats.json}: a flat object, most of it numbers. */
public final class StatsFile {
  /** A metric's object, its number, its text, and its place in the map. */
  private static final long STAT = 200;

  private StatsFile() {}

  /**
   * Parses a file that is the first {@code length} bytes.
   *
   * @param budget what its metrics are charged to
   * @throws Refusal with {@link Problem.InvalidJson}, or if the budget is spent
   */
  public static List<Stat> parse(byte[] bytes, int length, Budget budget) throws Refusal {
    return JsonInput.read(EvidenceFiles.STATS, bytes, length, input -> read(input, budget));
  }

  private static List<Stat> read(JsonInput input, Budget budget) throws IOException, Refusal {
    Map<String, Stat> stats = new LinkedHashMap<>();
    JsonParser parser = input.parser();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String metric = Interned.text(parser.currentName());
      budget.takeText(EvidenceFiles.STATS, STAT + metric.length());
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        stats.remove(metric);
      } else {
        stats.put(metric, stat(metric, token, input));
      }
    }
    return new ArrayList<>(stats.values());
  }

  private static Stat stat(String metric, JsonToken token, JsonInput input) throws IOException {
    if (token.isNumeric()) {
      return new Stat(metric, input.number(), null);
    }
    if (token.isStructStart()) {
      return new Stat(metric, null, input.compactSource());
    }
    String text = input.parser().getText();
    Double notFinite = token == JsonToken.VALUE_STRING ? notFinite(text) : null;
    if (notFinite != null) {
      return new Stat(metric, notFinite, null);
    }
    return new Stat(metric, token == JsonToken.VALUE_STRING ? PythonFloat.parse(text) : null, text);
  }

  /** What JSON has no number for, as Peak and many others write it: plain numbers. */
  private static @Nullable Double notFinite(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }
}
