package tools.peak.cli.chart;

import java.util.Locale;
import tools.peak.cli.output.Markup;

/** Text of SVG, element by element. Coordinates have a tenth of a unit. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /** Begins an element; attributes are names and values in turn. */
  Svg open(String element, Object... attributes) {
    start(element, attributes);
    text.append('>');
    return this;
  }

  Svg close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  /** An element without content. */
  Svg element(String element, Object... attributes) {
    start(element, attributes);
    text.append("/>");
    return this;
  }

  /** Words at a place; {@code kind} are the classes. */
  Svg words(double x, double y, String kind, String words) {
    open("text", "x", x, "y", y, "class", kind);
    text.append(Markup.escaped(words));
    return close("text");
  }

  /** What a pointer that rests on the open element is told. */
  Svg told(String words) {
    open("title");
    text.append(Markup.escaped(words));
    return close("title");
  }

  private void start(String element, Object... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      text.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(
              value instanceof Double number ? number(number) : Markup.escaped(value.toString()))
          .append('"');
    }
  }

  /** A coordinate, short. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : String.format(
            Locale.ROOT,
            "%s%d.%d",
            tenths < 0 ? "-" : "",
            Math.abs(tenths / 10),
            Math.abs(tenths % 10));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
