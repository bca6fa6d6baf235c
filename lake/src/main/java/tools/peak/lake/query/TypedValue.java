package tools.peak.lake.query;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values of parameters and meta, as an answer has them: a struct of type, text and number. */
public final class TypedValue {
  private TypedValue() {}

  /**
   * The plain value: numbers as Long or Double, everything else as its text; null of null. What is
   * no such struct is itself.
   */
  public static @Nullable Object plain(@Nullable Object typed) {
    if (!(typed instanceof Map<?, ?> struct)) {
      return typed;
    }
    Object text = struct.get("value");
    Object number = struct.get("number");
    if (Objects.equals(struct.get("type"), "int") && String.valueOf(text).matches("-?\\d{1,18}")) {
      return Long.valueOf(String.valueOf(text));
    }
    return Objects.equals(struct.get("type"), "float") && number != null ? number : text;
  }
}
