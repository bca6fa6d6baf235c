package tools.peak.cli.output;

/** Text in HTML and SVG: whatever a run's text holds, it is text there. */
public final class Markup {
  private Markup() {}

  /** One line or several; what would steer a terminal, or turn the line around, is made visible. */
  public static String escaped(String text) {
    String visible = Visible.text(text);
    StringBuilder out = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
