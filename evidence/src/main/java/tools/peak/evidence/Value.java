package tools.peak.evidence;

import org.jspecify.annotations.Nullable;

/**
 * One typed value of a run's {@code params} or {@code meta}, nested objects flattened with dots.
 *
 * @param key such as {@code fast} or {@code effective_cost_config.fee_bps}
 * @param type what it was in JSON
 * @param text the value as text: of a string the string itself, of a number or boolean its JSON
 *     form, of a list or an empty object its JSON text; null for JSON null
 * @param number the number, if and only if {@code type} is {@link Type#INT} or {@link Type#FLOAT}
 */
public record Value(String key, Type type, @Nullable String text, @Nullable Double number) {

  /** A value's type in JSON. */
  public enum Type {
    INT("int"),
    FLOAT("float"),
    BOOL("bool"),
    STRING("string"),
    LIST("list"),
    OBJECT("object"),
    NULL("null");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** The name the lake's {@code type} column uses. */
    public String text() {
      return text;
    }
  }
}
