package tools.peak.evidence.artifact;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;

/** A TOML document as JSON: dates and times are texts. */
public final class TomlText {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  /** What the parser holds of a character: its tree of objects. */
  private static final long A_CHARACTER = 16;

  private TomlText() {}

  static String json(String file, String text, Budget budget) throws Refusal {
    try {
      return JSON.writeValueAsString(tree(file, text, budget));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The document's tree.
   *
   * @param budget what it is charged to
   * @throws Refusal with {@link Problem.InvalidParams}, or if the budget is spent
   */
  public static JsonNode tree(String file, String text, Budget budget) throws Refusal {
    budget.take(file, A_CHARACTER * text.length());
    try {
      return new TomlMapper().readTree(text);
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
      String words = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw new Refusal(new Problem.InvalidParams(file, where + "is no TOML: " + words));
    }
  }
}
