package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.peak.evidence.Budget;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.RunId;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.PythonFloat;
import tools.peak.evidence.text.Quoted;

/** What a mapping's rules make of a run's values: its name, meta, parameters and metrics. */
final class RunFacts {
  private static final long VALUE = 150;
  private static final double LARGEST_EXACT = 1L << 53;
  private static final Pattern LIKE_A_NUMBER = Pattern.compile("\\s*[-+]?[.$€£]?\\d");

  private final Mapping mapping;
  private final RunValues values;
  private final String file;
  private final Budget budget;
  private final Notices notices;
  private final Set<FieldRef> taken = new HashSet<>();

  /**
   * Of a run whose values are all there.
   *
   * @param file what notices are of
   */
  RunFacts(Mapping mapping, RunValues values, String file, Budget budget, Notices notices) {
    this.mapping = mapping;
    this.values = values;
    this.file = file;
    this.budget = budget;
    this.notices = notices;
    mapping.rules().forEach(this::take);
  }

  /** What a rule names is not swept up by a star. */
  private void take(Rule rule) {
    switch (rule.origin()) {
      case Origin.Field(FieldRef ref) -> taken.add(ref);
      case Origin.Text(Template template) when rule.target().equals("run_id") -> {
        if (template.pieces().size() == 1) {
          taken.addAll(template.fields());
        }
      }
      case Origin.Text _, Origin.Constant _, Origin.All _ -> {}
    }
  }

  /** The run's name. */
  static String runId(Mapping mapping, RunValues values) throws Refusal {
    Rule rule = mapping.runId();
    String runId =
        switch (rule.origin()) {
          case Origin.Field(FieldRef ref) -> values.text(ref);
          case Origin.Text(Template template) -> template.fill(values::text);
          case Origin.Constant(Value value) -> value.text();
          case Origin.All _ -> null;
        };
    if (runId == null) {
      String missing =
          switch (rule.origin()) {
            case Origin.Field(FieldRef ref) -> Quoted.text(ref.toString());
            case Origin.Text(Template template) -> template.missing(values::text);
            case Origin.Constant _, Origin.All _ -> "run_id";
          };
      throw new Refusal(
          new Problem.Unmapped(
              mapping.name(), rule.line(), "the run has no run_id: " + missing + " is missing"));
    }
    String name = rule.conversion().word(runId.strip());
    RunId.check(name);
    return name;
  }

  /** The metrics, a name once. */
  List<Stat> stats() throws Refusal {
    Map<String, Stat> stats = new LinkedHashMap<>();
    for (Map.Entry<String, Found> found : find(mapping.metrics(), true).entrySet()) {
      Value value = found.getValue().value();
      if (value.type() != Value.Type.NULL) {
        stats.put(
            found.getKey(), stat(found.getKey(), value, found.getValue().rule().conversion()));
      }
    }
    return new ArrayList<>(stats.values());
  }

  /** The parameters by name. */
  List<Value> params() throws Refusal {
    return converted(mapping.params());
  }

  /** What else is known of the run, without its name. */
  List<Value> meta() throws Refusal {
    return converted(mapping.meta());
  }

  private List<Value> converted(List<Rule> rules) throws Refusal {
    List<Value> converted = new ArrayList<>();
    for (Map.Entry<String, Found> found : find(rules, false).entrySet()) {
      converted.add(
          converted(
              found.getKey(), found.getValue().value(), found.getValue().rule().conversion()));
    }
    return converted;
  }

  private record Found(Value value, Rule rule) {}

  private Map<String, Found> find(List<Rule> rules, boolean numbersOnly) throws Refusal {
    Map<String, Found> found = new LinkedHashMap<>();
    List<Rule> stars = new ArrayList<>();
    for (Rule rule : rules) {
      switch (rule.origin()) {
        case Origin.Field(FieldRef ref) -> {
          Value value = values.get(ref);
          if (value != null) {
            put(found, rule.target(), value, rule);
          } else if (!rule.isOptional() && !isOfTable(ref)) {
            missing(rule, Quoted.text(ref.toString()));
          }
        }
        case Origin.Text(Template template) -> {
          String text = template.fill(values::text);
          if (text != null) {
            put(found, rule.target(), RunValues.text(rule.target(), text), rule);
          } else if (!rule.isOptional()) {
            missing(rule, template.missing(values::text));
          }
        }
        case Origin.Constant(Value value) -> put(found, rule.target(), value, rule);
        case Origin.All _ -> stars.add(rule);
      }
    }
    stars.sort(Comparator.comparingInt(rule -> -((Origin.All) rule.origin()).length()));
    for (Rule star : stars) {
      sweep(star, found, numbersOnly);
    }
    return found;
  }

  /** A table's columns were looked for before: what is missing is an empty cell. */
  private boolean isOfTable(FieldRef ref) {
    if (ref.part().equals(FieldRef.RUN)) {
      return mapping.runs().format().isTable();
    }
    Mapping.Part part = mapping.files().get(ref.part());
    return part != null && (part.data().format().isTable() || !values.has(ref.part()));
  }

  private void missing(Rule rule, String what) {
    notices.add(
        file,
        NoticeCode.MISSING_KEY,
        rule.target()
            + ": has no "
            + what
            + ", which "
            + mapping.name()
            + " line "
            + rule.line()
            + " takes; optional = true says that it may be missing");
  }

  private void sweep(Rule rule, Map<String, Found> found, boolean numbersOnly) throws Refusal {
    Origin.All all = (Origin.All) rule.origin();
    for (Map.Entry<String, Value> entry : values.part(all.part()).entrySet()) {
      FieldRef ref = new FieldRef(all.part(), entry.getKey());
      String name = all.name(entry.getKey());
      if (name == null
          || taken.contains(ref)
          || (numbersOnly && !isNumber(entry.getValue(), rule.conversion()))) {
        continue;
      }
      if (found.containsKey(name)) {
        notices.add(
            file,
            NoticeCode.COLLIDING_KEYS,
            name
                + ": "
                + Quoted.text(ref.toString())
                + " is left out, since another one has that"
                + " name");
      } else {
        taken.add(ref);
        put(found, name, entry.getValue(), rule);
      }
    }
  }

  private static boolean isNumber(Value value, Conversion conversion) {
    return value.number() != null
        || (value.type() == Value.Type.STRING
            && value.text() != null
            && (PythonFloat.parse(value.text()) != null || conversion.number(value) != null));
  }

  private void put(Map<String, Found> found, String target, Value value, Rule rule) throws Refusal {
    budget.takeText(file, VALUE + target.length());
    found.put(target, new Found(value, rule));
  }

  private Stat stat(String metric, Value value, Conversion conversion) {
    String text = String.valueOf(value.text());
    Double number =
        conversion.type() == Conversion.Type.TEXT || value.type() == Value.Type.BOOL
            ? null
            : conversion.number(value);
    if (number == null) {
      boolean isSaid =
          value.type() == Value.Type.LIST
              || value.type() == Value.Type.OBJECT
              || conversion.isOfNumbers()
              || (value.type() == Value.Type.STRING && LIKE_A_NUMBER.matcher(text).lookingAt());
      if (isSaid && conversion.type() != Conversion.Type.TEXT) {
        notices.add(
            file,
            NoticeCode.NO_NUMBER,
            metric + ": " + Quoted.text(text) + " is no number; its text is kept");
      }
      return new Stat(metric, null, conversion.word(text));
    }
    boolean isExact = value.type() != Value.Type.INT || Math.abs(number) < LARGEST_EXACT;
    return new Stat(metric, number, isExact ? null : text);
  }

  private Value converted(String key, Value value, Conversion conversion) {
    String text = value.text();
    if (conversion.equals(Conversion.NONE) || text == null) {
      return new Value(key, value.type(), text, value.number());
    }
    if (conversion.time() != null) {
      Long micros = conversion.time().micros(text);
      if (micros == null) {
        notices.add(
            file,
            NoticeCode.UNREADABLE_TIME,
            key + ": " + Quoted.text(text) + " is no time of the format " + conversion.time());
      }
      return RunValues.text(key, micros == null ? text : TimeFormat.iso(micros));
    }
    Double number = conversion.isOfNumbers() ? conversion.number(value) : null;
    if (number != null) {
      return new Value(key, Value.Type.FLOAT, Double.toString(number), number);
    }
    if (conversion.isOfNumbers()) {
      notices.add(
          file,
          NoticeCode.NO_NUMBER,
          key + ": " + Quoted.text(text) + " is no number; its text is kept");
    }
    Double comma =
        conversion.decimalComma() && value.type() == Value.Type.STRING
            ? conversion.number(text)
            : null;
    if (comma != null && conversion.type() == Conversion.Type.OWN) {
      return new Value(key, Value.Type.FLOAT, Double.toString(comma), comma);
    }
    return conversion.type() == Conversion.Type.TEXT || conversion.words().containsKey(text)
        ? RunValues.text(key, conversion.word(text))
        : new Value(key, value.type(), text, value.number());
  }
}
