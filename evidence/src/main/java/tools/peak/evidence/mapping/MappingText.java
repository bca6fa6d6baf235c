package tools.peak.evidence.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.JsonText;

/** The text of a mapping that is written: TOML with a comment behind most lines. */
final class MappingText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int SHOWN = 30;

  private final StringBuilder text = new StringBuilder();
  private String section = "";

  /**
   * A line.
   *
   * @param target what the lake calls it
   * @param rule the right side, as TOML
   */
  record Line(String target, String rule, String comment) {}

  void heading(Path path, String what) {
    comment("A first mapping for " + plain(path.toString()) + ": look at it, then try it with");
    comment("  peak check PATH --map mapping.toml");
    comment("  peak ingest PATH --map mapping.toml");
    comment(plain(what));
  }

  void comment(String words) {
    text.append(section).append("# ").append(words).append('\n');
    section = "";
  }

  /** Begins a section; one without lines is not written. */
  void section(String name) {
    section = "\n[" + name + "]\n";
  }

  void entry(String key, String value, String comment) {
    rule(key, quoted(value), comment);
  }

  void flag(String key, String comment) {
    rule(key, "true", comment);
  }

  void rule(String target, String rule, String comment) {
    text.append(section);
    section = "";
    text.append(BARE.matcher(target).matches() ? target : quoted(target))
        .append(" = ")
        .append(rule)
        .append(comment.isEmpty() ? "" : "   # " + comment)
        .append('\n');
  }

  void rules(List<Line> lines) {
    lines.forEach(line -> rule(line.target(), line.rule(), line.comment()));
  }

  /** Those lines whose target none had before. */
  void rules(List<Line> lines, Collection<String> told) {
    for (Line line : lines) {
      if (!told.contains(line.target())) {
        told.add(line.target());
        rule(line.target(), line.rule(), line.comment());
      }
    }
  }

  /** One line that takes all that is left of some patterns. */
  void stars(Collection<String> patterns, String comment) {
    Set<String> all = new LinkedHashSet<>(patterns);
    if (!all.isEmpty()) {
      List<String> quoted = all.stream().map(MappingText::quoted).toList();
      rule(
          "*",
          quoted.size() == 1 ? quoted.getFirst() : "[" + String.join(", ", quoted) + "]",
          comment);
    }
  }

  /** A curve or trades. */
  void table(Sample sample, String path, boolean isEverywhere) {
    section(sample.isTrades() ? "trades" : "curve");
    entry("file", path, "beside the run's file");
    if (sample.decimalComma()) {
      entry("decimal", ",", "");
    }
    if (!isEverywhere) {
      flag("optional", "some runs have none");
    }
    columns(sample);
  }

  /** A curve or trades in the file that makes the run. */
  void tableInside(Sample sample) {
    section(sample.isTrades() ? "trades" : "curve");
    entry("at", sample.at(), "a list in the run's own file");
    columns(sample);
  }

  private void columns(Sample sample) {
    if (sample.isTrades()) {
      trades(sample);
    } else {
      curve(sample);
    }
  }

  private void curve(Sample sample) {
    String time = sample.find(KnownNames.TIMES);
    String equity = sample.find(KnownNames.EQUITY);
    String returns = sample.find(KnownNames.RETURNS);
    if (time != null) {
      rule("time", column(sample, time, true), "");
    }
    if (equity != null) {
      rule("equity", column(sample, equity, false), "");
    } else if (returns != null) {
      rule("returns", column(sample, returns, false), "the curve is what they make of 1");
    }
  }

  private void trades(Sample sample) {
    section("trades.columns");
    Set<String> told = new LinkedHashSet<>();
    for (String name : sample.names()) {
      String target = KnownNames.trade(KnownNames.words(name).base());
      if (target != null && told.add(target)) {
        boolean isTime = target.equals("timestamp") || target.endsWith("_time");
        rule(target, column(sample, name, isTime), "");
      }
    }
    comment("all other columns are kept under their own names");
  }

  private static String column(Sample sample, String name, boolean isTime) {
    List<String> options = new ArrayList<>();
    TimeGuess time = TimeGuess.of(sample.values(name));
    Unit unit = KnownNames.words(name).unit();
    boolean isFraction = name.equals("ReturnPct"); // backtesting.py calls a fraction so
    if (isTime && time.format() != null) {
      options.add("format = " + quoted(time.format()));
    }
    if (!isTime && unit != null && !isFraction) {
      options.add("unit = " + quoted(unit.sign()));
    }
    if (isSide(sample, name)) {
      options.add("words = { \"1\" = \"long\", \"-1\" = \"short\" }");
    }
    return options.isEmpty()
        ? quoted(name)
        : "{ from = " + quoted(name) + ", " + String.join(", ", options) + " }";
  }

  private static boolean isSide(Sample sample, String name) {
    return "side".equals(KnownNames.trade(KnownNames.words(name).base()))
        && sample.values(name).stream()
            .map(Value::text)
            .allMatch(text -> "1".equals(text) || "-1".equals(text));
  }

  String end() {
    return text.toString();
  }

  /** How a mapping names a key of a part. */
  static String key(String part, String key, Map<String, Sample> parts) {
    if (!part.equals(FieldRef.RUN)) {
      return part + ":" + key;
    }
    FieldRef read = FieldRef.of(key, parts.keySet());
    return read.key().equals(key) ? key : FieldRef.RUN + ":" + key;
  }

  /** The same as the right side of a line; braces would make a template of it. */
  static String reference(String part, String key, Map<String, Sample> parts) {
    String quoted = quoted(key(part, key, parts));
    return key.indexOf('{') < 0 ? quoted : "{ from = " + quoted + " }";
  }

  /** A text in TOML. */
  static String quoted(String value) {
    StringBuilder quoted = new StringBuilder();
    JsonText.quote(value, quoted);
    return quoted.toString().replace("\u007f", "\\u007f");
  }

  /** A value within a comment. */
  static String shown(@Nullable String value) {
    String plain = plain(String.valueOf(value));
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
