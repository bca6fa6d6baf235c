package tools.peak.cli.page;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.chart.Picture;
import tools.peak.cli.output.Cell;
import tools.peak.cli.output.Json;
import tools.peak.cli.output.Markup;

/** Text of HTML, element by element; all text is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** An element with elements in it; attributes are names and values in turn. */
  Html in(String element, Consumer<Html> content, String... attributes) {
    open(element, attributes);
    content.accept(this);
    out.append("</").append(element).append(">\n");
    return this;
  }

  /** An element with text in it. */
  Html of(String element, String text, String... attributes) {
    open(element, attributes);
    out.append(Markup.escaped(text)).append("</").append(element).append(">\n");
    return this;
  }

  Html text(String text) {
    out.append(Markup.escaped(text));
    return this;
  }

  /**
   * A value for eyes, with the whole of it for programs, and for pointers by the page's script:
   * numbers are rounded, NULL is a dash.
   */
  Html value(@Nullable Object value) {
    return value("", value);
  }

  /** The same, of a value that is named: what is a fraction by its name is shown in percent. */
  Html value(String name, @Nullable Object value) {
    if (value instanceof Number number) {
      String exact = Json.of(number).replace("\"", "");
      open("data", "value", exact);
      out.append(Markup.escaped(Cell.shown(name, value))).append("</data>");
      return this;
    }
    return text(
        value == null
            ? "–"
            : value instanceof Instant ? value.toString().replace('T', ' ') : value.toString());
  }

  Html picture(Picture picture) {
    out.append(picture.inPage());
    return this;
  }

  /** Data for the page's script: no text in it ends the element. */
  Html data(Object value) {
    out.append("<script type=\"application/json\">")
        .append(Json.of(value).replace("<", "\\u003c"))
        .append("</script>");
    return this;
  }

  /** What this module wrote itself. */
  Html own(String markup) {
    out.append(markup);
    return this;
  }

  private void open(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(Markup.escaped(attributes[i + 1]))
          .append('"');
    }
    out.append('>');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
