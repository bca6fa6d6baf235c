package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.Utf8Text;

/** What a document of keys and values is written in. */
public enum DocumentFormat {
  JSON,
  YAML,
  TOML;

  /**
   * The document as JSON: the bytes themselves if they are.
   *
   * @param isObject whether it must be an object; a list will do else
   * @param budget what is made of it is charged to
   * @throws Refusal with {@link Problem.InvalidParams}, or if the budget is spent
   */
  public byte[] json(String file, byte[] bytes, int length, boolean isObject, Budget budget)
      throws Refusal {
    return switch (this) {
      case JSON -> bytes;
      case YAML ->
          YamlParams.json(file, text(file, bytes, length, budget), isObject, budget)
              .getBytes(UTF_8);
      case TOML -> TomlText.json(file, text(file, bytes, length, budget), budget).getBytes(UTF_8);
    };
  }

  private static String text(String file, byte[] bytes, int length, Budget budget) throws Refusal {
    String text = Utf8Text.decode(bytes, Utf8Text.afterMark(bytes, length), length);
    if (text == null) {
      throw new Refusal(new Problem.InvalidParams(file, "is not UTF-8: write it as UTF-8"));
    }
    budget.takeText(file, 2L * text.length());
    return text;
  }
}
