package tools.peak.cli.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.peak.cli.output.Markup;

/**
 * A chart that is drawn.
 *
 * @param width in units of its own, at least 1
 * @param height in the same
 * @param description what it shows, for those who don't see it
 * @param content elements of SVG
 */
public record Picture(int width, int height, String description, String content) {
  /** Colours and type of all charts, light and dark; they apply within the class {@code peak}. */
  public static String style() {
    try (InputStream css = Picture.class.getResourceAsStream("chart.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the module's own chart.css", e);
    }
  }

  /** The element for a page that has the {@link #style} itself. */
  public String inPage() {
    return "<svg class=\"chart\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %s %s\">%s</svg>"
        .formatted(Markup.escaped(description), width, height, content);
  }

  /** A whole file. */
  public String alone() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" class="peak chart" role="img" width="%s" height="%s" \
    viewBox="0 0 %s %s"><title>%s</title><style>%s</style>\
    <rect class="ground" width="100%%" height="100%%"/>%s</svg>
    """
        .formatted(
            width, height, width, height, Markup.escaped(description), style().strip(), content);
  }
}
