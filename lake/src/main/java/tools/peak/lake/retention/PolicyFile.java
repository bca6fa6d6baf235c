package tools.peak.lake.retention;

import java.io.IOException;
import java.nio.file.Path;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.catalog.LakeSettings;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.TableQuery;

/** The rules of a lake where they are kept: in its {@code peak.toml}. */
public final class PolicyFile {
  private final Path file;
  private final Queries queries;

  PolicyFile(Path file, Queries queries) {
    this.file = file;
    this.queries = queries;
  }

  /** The rules as they are written in the lake's {@code peak.toml}. */
  public String text() {
    try {
      String text = LakeSettings.read(file);
      int rules = text.indexOf("[[");
      return rules < 0 ? "" : text.substring(rules);
    } catch (IOException e) {
      throw DiskFailure.of(file.toString(), e);
    }
  }

  /** The rules. */
  public RetentionPolicy read() {
    try {
      return RetentionPolicy.parse(file.toString(), LakeSettings.read(file));
    } catch (IOException e) {
      throw DiskFailure.of(file.toString(), e);
    }
  }

  /**
   * Puts other rules in the place of the lake's.
   *
   * @param source what the text is called in messages
   * @return how many rules it has
   */
  public int set(String source, String text) {
    RetentionPolicy policy = RetentionPolicy.parse(source, text);
    for (RetentionRule rule : policy.rules()) {
      check(rule);
    }
    try {
      LakeSettings.setRetention(file, text);
    } catch (IOException e) {
      throw DiskFailure.of(file.toString(), e);
    }
    return policy.rules().size();
  }

  /** A filter that is none is told before it is kept. */
  private void check(RetentionRule rule) {
    try {
      TableQuery runs = queries.runs().byCurrentNames().limit(1).columns("run_id");
      for (String condition : rule.conditions()) {
        runs = runs.where(condition);
      }
      var _ = runs.fetch();
    } catch (LakeException e) {
      throw new LakeException(e.code(), "rule '" + rule.name() + "': " + e.getMessage(), e);
    }
  }
}
