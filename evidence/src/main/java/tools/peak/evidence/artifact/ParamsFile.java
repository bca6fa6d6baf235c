package tools.peak.evidence.artifact;

import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;

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
    DocumentFormat format =
        file.endsWith(".json")
            ? DocumentFormat.JSON
            : file.endsWith(".toml") ? DocumentFormat.TOML : DocumentFormat.YAML;
    byte[] json = format.json(file, bytes, length, true, budget);
    return ConfigSnapshot.part(file, json, json == bytes ? length : json.length, budget);
  }
}
