package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.Utf8Text;

/**
 * Parameters in a file of their own, {@code params.json}, {@code params.yaml} or {@code
 * params.toml}: one object, typed and flattened as those of a snapshot.
 */
public final class ParamsFile {
  private ParamsFile() {}

  /**
   * Parses a file that is the first {@code length} bytes, by the ending of its name.
   *
   * @param budget what its keys and values are charged to
   * @throws Refusal with {@link Problem.InvalidJson} or {@link Problem.InvalidParams}, or if the
   *     budget is spent
   */
  public static ConfigSnapshot.Part parse(String file, byte[] bytes, int length, Budget budget)
      throws Refusal {
    if (file.endsWith(".json")) {
      return ConfigSnapshot.part(file, bytes, length, budget);
    }
    int from = Utf8Text.afterMark(bytes, length);
    String text = Utf8Text.decode(bytes, from, length);
    if (text == null) {
      throw new Refusal(new Problem.InvalidParams(file, "is not UTF-8: write it as UTF-8"));
    }
    budget.takeText(file, 2L * text.length());
    String object =
        file.endsWith(".toml")
            ? TomlParams.json(file, text, budget)
            : YamlParams.json(file, text, budget);
    byte[] json = object.getBytes(UTF_8);
    return ConfigSnapshot.part(file, json, json.length, budget);
  }
}
