package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;

/** What the columns of a table, or the keys of a document, seem to be. */
final class Guess {
  private static final Set<String> STAGES =
      Set.of(
          "backtest",
          "research",
          "live",
          "paper",
          "optimization",
          "optimize",
          "forward",
          "test",
          "train",
          "validation",
          "production",
          "dry_run",
          "in_sample",
          "out_of_sample");

  private final Sample sample;
  private final String part;
  private final Map<String, Sample> parts;
  private final List<MappingText.Line> meta = new ArrayList<>();
  private final List<MappingText.Line> params = new ArrayList<>();
  private final List<MappingText.Line> metrics = new ArrayList<>();
  private final Set<String> paramStars = new LinkedHashSet<>();
  private final Set<String> metricStars = new LinkedHashSet<>();
  private final Set<String> targets = new HashSet<>();
  private final List<String> naming = new ArrayList<>();
  private final @Nullable String id;
  private final boolean arePercents;

  private Guess(Sample sample, String part, Map<String, Sample> parts) {
    this.sample = sample;
    this.part = part;
    this.parts = parts;
    this.id = sample.isTable() ? findId() : null;
    this.arePercents = arePercents();
    if (sample.isTable()) {
      columns();
    } else {
      keys();
    }
  }

  /**
   * Guesses.
   *
   * @param part how the mapping calls what was sampled
   * @param parts all that has values, by what the mapping calls it
   */
  static Guess of(Sample sample, String part, Map<String, Sample> parts) {
    return new Guess(sample, part, parts);
  }

  List<MappingText.Line> meta() {
    return meta;
  }

  List<MappingText.Line> params() {
    return params;
  }

  List<MappingText.Line> metrics() {
    return metrics;
  }

  Set<String> paramStars() {
    return paramStars;
  }

  Set<String> metricStars() {
    return metricStars;
  }

  /** The column that tells runs apart; null if there is none. */
  @Nullable String id() {
    return id;
  }

  /** Columns that together may tell runs apart, the most telling first. */
  List<String> naming() {
    return naming;
  }

  boolean hasMeta(String target) {
    return meta.stream().anyMatch(line -> line.target().equals(target));
  }

  private @Nullable String findId() {
    for (String base : KnownNames.IDS) {
      for (String name : sample.names()) {
        if (KnownNames.words(name).base().equals(base) && sample.tellsApart(List.of(name))) {
          return name;
        }
      }
    }
    return null;
  }

  /** Parameters come before metrics in nearly all tables of results. */
  private void columns() {
    boolean isBehindMetric = false;
    for (String name : sample.names()) {
      String prefix = KnownNames.parameter(name);
      if (name.equals(id)) {
        continue;
      }
      if (prefix != null) {
        paramStars.add(MappingText.key(part, prefix + "*", parts));
        naming.add(name);
      } else if (isKnown(name)) {
        isBehindMetric |= Sample.metric(name) != null;
      } else if (isBehindMetric
          && sample.isNumeric(name)
          && !KnownNames.isParameter(KnownNames.words(name).base())) {
        metric(own(name), name, "kept under its own name");
      } else {
        param(name);
      }
    }
  }

  private void param(String name) {
    add(params, own(name), MappingText.reference(part, name, parts), shown(name));
    naming.add(name);
  }

  /** Keys by name; what is left of a section goes where the others of it go. */
  private void keys() {
    boolean isOfMetrics = sample.metrics() > 0;
    for (String name : sample.names()) {
      String prefix = KnownNames.parameter(name);
      boolean isList = sample.values(name).stream().anyMatch(Guess::isList);
      if (prefix != null && name.indexOf('.') == prefix.length() - 1) {
        paramStars.add(MappingText.key(part, prefix + "*", parts));
      } else if (!isKnown(name) && !isList) {
        if (!isOfMetrics) {
          paramStars.add(MappingText.key(part, "*", parts));
        } else if (sample.isNumeric(name)) {
          metricStars.add(MappingText.key(part, section(name) + "*", parts));
        } else if (!KnownNames.IDS.contains(KnownNames.words(name).base())) {
          add(meta, own(name), rule(name, "", ""), shown(name));
        }
      }
    }
  }

  private static boolean isList(Value value) {
    return value.type() == Value.Type.LIST;
  }

  private static String section(String name) {
    String leaf = Sample.leaf(name);
    return name.substring(0, name.length() - leaf.length());
  }

  private boolean isKnown(String name) {
    KnownNames.Words words = KnownNames.words(Sample.leaf(name));
    String meta = KnownNames.meta(words.base());
    if (meta != null && isMeta(meta, name) && !targets.contains(meta)) {
      meta(meta, name);
      return true;
    }
    String metric = KnownNames.metric(words.base());
    if (metric != null && isMetric(name, words)) {
      metric(metric, name, "");
      return true;
    }
    return false;
  }

  private boolean isMeta(String target, String name) {
    List<Value> values = sample.values(name);
    return switch (target) {
      case "timestamp", "start_date", "end_date" -> TimeGuess.of(values).areTimes();
      case "stage" ->
          values.stream()
              .allMatch(
                  value ->
                      STAGES.contains(
                          String.valueOf(value.text()).toLowerCase(Locale.ROOT).replace(' ', '_')));
      case "strategy", "symbol" -> !values.isEmpty() && !values.stream().anyMatch(Guess::isList);
      default -> !sample.isNumeric(name) && !values.stream().anyMatch(Guess::isList);
    };
  }

  private void meta(String target, String name) {
    boolean isTime = target.equals("timestamp") || target.endsWith("_date");
    TimeGuess time = isTime ? TimeGuess.of(sample.values(name)) : new TimeGuess(false, null, "");
    String options = time.format() == null ? "" : "format = " + MappingText.quoted(time.format());
    add(meta, target, rule(name, options, ""), joined(time.comment(), shown(name)));
    if (target.equals("strategy") || target.equals("symbol") || target.equals("timeframe")) {
      naming.add(name);
    }
  }

  private boolean isMetric(String name, KnownNames.Words words) {
    Conversion conversion =
        new Conversion(
            words.unit() == null ? Unit.PERCENT : words.unit(),
            1,
            Conversion.Sign.OWN,
            Conversion.Type.NUMBER,
            null,
            false,
            Map.of());
    List<Value> values = sample.values(name);
    return !values.isEmpty()
        && values.stream()
            .allMatch(value -> value.type() == Value.Type.NULL || conversion.number(value) != null);
  }

  private void metric(String target, String name, String comment) {
    String metric = targets.contains(target) ? own(name) : target;
    KnownNames.Words words = KnownNames.words(Sample.leaf(name));
    List<String> options = new ArrayList<>();
    String told = comment;
    Unit unit = words.unit();
    boolean hasSigns =
        sample.values(name).stream().anyMatch(value -> value.type() == Value.Type.STRING);
    if (unit == null && hasSigns && endsInPercent(name)) {
      unit = Unit.PERCENT;
    }
    if (unit == null && KnownNames.isFraction(target) && isPercent(target, name)) {
      unit = Unit.PERCENT;
      told = "looks like per cent: look";
    }
    if (unit != null) {
      options.add("unit = " + MappingText.quoted(unit.sign()));
    }
    if (hasSigns && !sample.isNumeric(name)) {
      options.add("type = \"number\"");
    }
    if (target.equals("max_drawdown")
        && Arrays.stream(sample.numbers(name, Conversion.NONE)).anyMatch(number -> number > 0)) {
      options.add("sign = \"negative\"");
      told = joined(told, "at most 0 in the lake");
    }
    if (target.equals("total_return") && unit == null && looksLikeMoney(name)) {
      add(metrics, own(name), rule(name, String.join(", ", options), ""), shown(name));
      return;
    }
    add(metrics, metric, rule(name, String.join(", ", options), ""), joined(told, shown(name)));
  }

  private boolean endsInPercent(String name) {
    return sample.values(name).stream()
        .anyMatch(value -> String.valueOf(value.text()).strip().endsWith("%"));
  }

  /** A profit in money is no return. */
  private boolean looksLikeMoney(String name) {
    String base = KnownNames.words(Sample.leaf(name)).base();
    boolean isReturn = base.contains("ret") || base.equals("roi") || base.equals("performance");
    return !isReturn
        && Arrays.stream(sample.numbers(name, Conversion.NONE))
            .anyMatch(number -> Math.abs(number) > 5);
  }

  /** No drawdown and no rate of wins is above 1: where one is, all fractions are per cent. */
  private boolean arePercents() {
    for (String name : sample.names()) {
      String metric = Sample.metric(name);
      boolean isTold = KnownNames.words(Sample.leaf(name)).unit() != null;
      if (metric != null
          && !isTold
          && (metric.equals("max_drawdown") || metric.equals("win_rate"))
          && largest(name) > 1) {
        return true;
      }
    }
    return false;
  }

  private boolean isPercent(String metric, String name) {
    double largest = largest(name);
    return switch (metric) {
      case "max_drawdown", "win_rate", "exposure" -> largest > 1;
      case "total_return", "cagr", "buy_hold_return" ->
          largest > 10 || (arePercents && largest > 1);
      default -> largest > 5;
    };
  }

  private double largest(String name) {
    return Arrays.stream(sample.numbers(name, Conversion.NONE)).map(Math::abs).max().orElse(0);
  }

  private String rule(String name, String options, String more) {
    boolean isOptional = !sample.isTable() && !sample.isEverywhere(name);
    String all = joinedOptions(options, isOptional ? "optional = true" : more);
    String reference = MappingText.reference(part, name, parts);
    return all.isEmpty()
        ? reference
        : reference.startsWith("{")
            ? reference.substring(0, reference.length() - 2) + ", " + all + " }"
            : "{ from = " + reference + ", " + all + " }";
  }

  private static String joinedOptions(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + ", " + other;
  }

  private static String joined(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
  }

  /** A name of its own, in small letters; its unit is gone where it is converted. */
  private String own(String name) {
    String leaf = sample.isTable() ? name : Sample.leaf(name);
    String base = KnownNames.words(leaf).base();
    String plain = base.isEmpty() ? leaf : base;
    String distinct = plain;
    for (int number = 2; targets.contains(distinct); number++) {
      distinct = plain + "_" + number;
    }
    return distinct;
  }

  private void add(List<MappingText.Line> lines, String target, String rule, String comment) {
    targets.add(target);
    lines.add(new MappingText.Line(target, rule, comment));
  }

  /** Some of a column's values. */
  private String shown(String name) {
    return sample.values(name).stream()
        .map(Value::text)
        .filter(text -> text != null && !text.isBlank())
        .distinct()
        .limit(3)
        .map(MappingText::shown)
        .collect(Collectors.joining(", "));
  }
}
