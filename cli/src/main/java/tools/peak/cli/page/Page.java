package tools.peak.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import tools.peak.cli.chart.Picture;
import tools.peak.storage.Sha256;

/**
 * The frame of a page: its style and script are its own, and its policy lets a browser load and run
 * nothing but those.
 */
final class Page {
  private final Map<String, String> contents = new LinkedHashMap<>();
  private final Html sections = new Html();
  private final String title;
  private final String origin;

  /**
   * @param origin one line on where it comes from
   */
  Page(String title, String origin) {
    this.title = title;
    this.origin = origin;
  }

  /** A section, and its line among the contents. */
  void section(String id, String name, Consumer<Html> content) {
    section(id, name, name, content);
  }

  /** The same with a shorter line among the contents. */
  void section(String id, String name, String line, Consumer<Html> content) {
    contents.put(id, line);
    sections.in(
        "section",
        html -> {
          html.of("h2", name, "id", id + "-name");
          content.accept(html);
        },
        "id",
        id,
        "aria-labelledby",
        id + "-name");
  }

  @Override
  public String toString() {
    String style = Picture.style() + resource("page.css");
    String script = resource("page.js");
    Html page =
        new Html().own("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.own(
        """
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'sha256-%s'; script-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <link rel="icon" href="data:,">
        """
            .formatted(digest(style), digest(script)));
    page.of("title", title);
    page.own("<style>" + style + "</style>\n</head>\n<body class=\"peak\">\n");
    page.of("a", "To the content", "class", "skip", "href", "#content");
    page.in("header", header -> header.of("h1", title).of("p", origin, "class", "faint"));
    if (contents.size() > 1) {
      page.in("nav", nav -> nav.in("ul", this::contents), "aria-label", "Contents");
    }
    page.in("main", main -> main.own(sections.toString()), "id", "content", "tabindex", "-1");
    return page.own("<script>" + script + "</script>\n</body>\n</html>\n").toString();
  }

  private void contents(Html list) {
    contents.forEach((id, name) -> list.in("li", item -> item.of("a", name, "href", "#" + id)));
  }

  private static String digest(String text) {
    return Base64.getEncoder()
        .encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String resource(String name) {
    try (InputStream text = Page.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the module's own " + name, e);
    }
  }
}
