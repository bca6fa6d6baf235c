package tools.peak.evidence.mapping;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;

/** Where a value of a run comes from. */
sealed interface Origin {

  /** A key or a column. */
  record Field(FieldRef ref) implements Origin {}

  /** The same for every run. */
  record Constant(Value value) implements Origin {}

  /** A text with values in it. */
  record Text(Template template) implements Origin {}

  /**
   * All keys of a part that begin and end so, and that nothing else takes; each is called by what
   * stands between.
   */
  record All(String part, String prefix, String suffix, Set<String> except) implements Origin {
    public All {
      except = Set.copyOf(except);
    }

    /** What a key is called; null if it is none of these. */
    @Nullable String name(String key) {
      return key.length() > prefix.length() + suffix.length()
              && key.startsWith(prefix)
              && key.endsWith(suffix)
              && !except.contains(key)
          ? key.substring(prefix.length(), key.length() - suffix.length())
          : null;
    }

    int length() {
      return prefix.length() + suffix.length();
    }
  }
}
