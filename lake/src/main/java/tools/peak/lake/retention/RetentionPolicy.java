package tools.peak.lake.retention;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** The rules of a lake, in order, as {@code [[retention]]} tables of TOML. */
public record RetentionPolicy(List<RetentionRule> rules) {
  private static final Set<String> KEYS =
      Set.of("name", "stage", "strategy", "tag", "where", "older_than", "keep", "except_top");
  private static final Set<String> TOP_KEYS = Set.of("n", "percent", "by", "per");
  private static final Pattern TABLE = Pattern.compile("\\s*\\[\\[\\s*retention\\s*]].*");

  public RetentionPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a text.
   *
   * @param source what the text is called in messages
   * @throws LakeException that says in one line what is wrong, and in which line of the text
   */
  public static RetentionPolicy parse(String source, String text) {
    Lines lines = new Lines(source, text);
    JsonNode tables;
    try {
      tables = new TomlMapper().readTree(text).path("retention");
    } catch (JacksonException e) {
      throw lines.wrong(e.getLocation().getLineNr(), "this is no TOML");
    }
    if (tables.isMissingNode()) {
      return new RetentionPolicy(List.of());
    }
    if (!tables.isArray()) {
      throw lines.wrong(1, "rules are written as [[retention]], in double brackets");
    }
    List<RetentionRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tables.size(); i++) {
      RetentionRule rule = new RuleReader(lines, i, tables.get(i)).rule();
      if (!names.add(rule.name())) {
        throw lines.wrong(i, "name", "another rule has the name '" + rule.name() + "'");
      }
      rules.add(rule);
    }
    return new RetentionPolicy(rules);
  }

  /** Finds the line that a message is about. */
  private record Lines(String source, String text) {
    LakeException wrong(int line, String what) {
      return new LakeException(
          Code.INVALID_REQUEST, source + ": line " + Math.max(line, 1) + ": " + what);
    }

    /** About a key of a rule, or its beginning where the key is missing. */
    LakeException wrong(int rule, String key, String what) {
      List<String> all = text.lines().toList();
      int seen = -1;
      int begin = 1;
      for (int i = 0; i < all.size(); i++) {
        if (TABLE.matcher(all.get(i)).matches() && ++seen == rule) {
          begin = i + 1;
        } else if (seen == rule && all.get(i).strip().matches(Pattern.quote(key) + "\\s*=.*")) {
          return wrong(i + 1, what);
        }
      }
      return wrong(begin, what);
    }
  }

  private record RuleReader(Lines lines, int place, JsonNode table) {
    RetentionRule rule() {
      for (Map.Entry<String, JsonNode> entry : table.properties()) {
        if (!KEYS.contains(entry.getKey())) {
          throw wrong(
              entry.getKey(),
              "a rule has no '"
                  + entry.getKey()
                  + "': there are "
                  + String.join(", ", sorted(KEYS)));
        }
      }
      String name = text("name");
      if (name == null || name.isBlank()) {
        throw wrong("name", "a rule needs a name");
      }
      return new RetentionRule(name, conditions(), age(), keepsStats(), top());
    }

    private List<String> conditions() {
      List<String> conditions = new ArrayList<>();
      add(conditions, "stage", value -> "stage = " + quoted(value));
      add(conditions, "strategy", value -> "strategy = " + quoted(value));
      add(
          conditions,
          "tag",
          value -> {
            int equals = value.indexOf('=');
            if (equals < 1) {
              throw wrong("tag", "'" + value + "' is no tag: write key=value");
            }
            String key = value.substring(0, equals).replace("\"", "\"\"");
            return "tags.\"" + key + "\" = " + quoted(value.substring(equals + 1));
          });
      add(conditions, "where", value -> value);
      return conditions;
    }

    private void add(List<String> conditions, String key, Function<String, String> condition) {
      String value = text(key);
      if (value != null) {
        conditions.add(condition.apply(value));
      }
    }

    private Optional<Age> age() {
      String written = text("older_than");
      if (written == null) {
        throw wrong("older_than", "a rule needs older_than: an age such as \"3mo\", or \"never\"");
      }
      if (written.equals("never")) {
        return Optional.empty();
      }
      return Optional.of(
          Age.parse(written)
              .orElseThrow(
                  () ->
                      wrong(
                          "older_than",
                          "'" + written + "' is no age: write 30d, 2w, 3mo, 1y or never")));
    }

    private boolean keepsStats() {
      String keep = text("keep");
      if (keep == null || keep.equals("nothing")) {
        return false;
      }
      if (keep.equals("stats")) {
        return true;
      }
      throw wrong("keep", "'" + keep + "': what is kept is \"nothing\" or \"stats\"");
    }

    private Optional<RetentionRule.Top> top() {
      JsonNode top = table.path("except_top");
      if (top.isMissingNode()) {
        return Optional.empty();
      }
      for (Map.Entry<String, JsonNode> entry : top.properties()) {
        if (!TOP_KEYS.contains(entry.getKey())) {
          throw wrong(
              "except_top",
              "except_top has no '"
                  + entry.getKey()
                  + "': there are "
                  + String.join(", ", sorted(TOP_KEYS)));
        }
      }
      JsonNode count = top.path("n");
      JsonNode percent = top.path("percent");
      boolean isCount = count.isInt() && count.intValue() > 0;
      boolean isShare =
          percent.isNumber() && percent.doubleValue() > 0 && percent.doubleValue() <= 100;
      if (count.isMissingNode() == percent.isMissingNode() || isCount == isShare) {
        throw wrong("except_top", "except_top needs n, at least 1, or percent, up to 100");
      }
      if (!top.path("by").isTextual()) {
        throw wrong("except_top", "except_top needs by, such as \"sharpe desc\"");
      }
      JsonNode per = top.path("per");
      return Optional.of(
          new RetentionRule.Top(
              isCount ? count.intValue() : -1,
              percent.doubleValue(),
              top.path("by").textValue(),
              per.isTextual() ? Optional.of(per.textValue()) : Optional.empty()));
    }

    private @Nullable String text(String key) {
      JsonNode value = table.path(key);
      if (value.isMissingNode()) {
        return null;
      }
      if (!value.isTextual()) {
        throw wrong(key, key + " is a text, in double quotes");
      }
      return value.textValue();
    }

    private static List<String> sorted(Set<String> keys) {
      return keys.stream().sorted().toList();
    }

    private static String quoted(String text) {
      return "'" + text.replace("'", "''") + "'";
    }

    private LakeException wrong(String key, String what) {
      return lines.wrong(place, key, what);
    }
  }
}
