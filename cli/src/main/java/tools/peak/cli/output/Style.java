package tools.peak.cli.output;

/** Colours and weights, or none. */
public record Style(boolean coloured) {
  public String bold(String text) {
    return wrapped("1", text);
  }

  public String dim(String text) {
    return wrapped("2", text);
  }

  public String green(String text) {
    return wrapped("32", text);
  }

  public String red(String text) {
    return wrapped("31", text);
  }

  public String cyan(String text) {
    return wrapped("36", text);
  }

  private String wrapped(String code, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
