package tools.peak.evidence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;

/** Reads the lines of a mapping that say where a value comes from and what is made of it. */
final class RuleReader {
  private static final String ALL = "*";
  private static final Set<String> PATH_KEYS = Set.of("file", "name", "folder");
  private static final Set<String> ROW_KEYS = Set.of("number", "key");
  private static final Set<String> CONVERSIONS =
      Set.of("unit", "scale", "sign", "type", "format", "zone", "decimal", "words");

  private final PathPattern pattern;
  private final Set<String> files;
  private final boolean eachRow;

  /** A column and what is made of its values; no name where only that is said. */
  record Column(@Nullable String name, Conversion conversion) {}

  RuleReader(PathPattern pattern, Set<String> files, boolean eachRow) {
    this.pattern = pattern;
    this.files = files;
    this.eachRow = eachRow;
  }

  /** All rules of a table, those that take everything last. */
  List<Rule> all(MappingTable table) throws MappingException {
    List<Rule> rules = new ArrayList<>();
    List<Rule> last = new ArrayList<>();
    for (String target : table.keys()) {
      if (target.isBlank()) {
        throw table.wrong(target, "a value needs a name");
      }
      if (target.equals(ALL)) {
        last.addAll(everything(table));
      } else {
        rules.add(rule(table, target));
      }
    }
    rules.addAll(last);
    return rules;
  }

  private Rule rule(MappingTable table, String target) throws MappingException {
    JsonNode value = table.get(target);
    int line = table.line(target);
    if (value.isTextual()) {
      return new Rule(
          target, origin(value.textValue(), table, target), Conversion.NONE, false, line);
    }
    if (!value.isObject()) {
      return new Rule(
          target,
          new Origin.Constant(constant(table, target, value)),
          Conversion.NONE,
          false,
          line);
    }
    MappingTable options = table.table(target);
    Set<String> known = new java.util.HashSet<>(CONVERSIONS);
    known.addAll(Set.of("from", "value", "text", "optional"));
    options.allow(known);
    long given = List.of("from", "value", "text").stream().filter(options::has).count();
    if (given != 1) {
      throw table.wrong(
          target,
          "'" + target + "' is one of from = \"KEY\", value = CONSTANT, text = \"…{KEY}…\"");
    }
    Origin origin =
        options.has("value")
            ? new Origin.Constant(constant(table, target, options.get("value")))
            : options.has("text")
                ? new Origin.Text(template(options.required("text", "a text"), table, target))
                : field(options.required("from", "a key or column"), table, target);
    return new Rule(target, origin, conversion(options), options.flag("optional"), line);
  }

  private List<Rule> everything(MappingTable table) throws MappingException {
    MappingTable options = table.get(ALL).isObject() ? table.table(ALL) : null;
    Set<String> except = Set.of();
    Conversion conversion = Conversion.NONE;
    List<String> patterns;
    if (options == null) {
      patterns = table.texts(ALL);
    } else {
      Set<String> known = new java.util.HashSet<>(CONVERSIONS);
      known.addAll(Set.of("from", "except"));
      options.allow(known);
      patterns = options.texts("from");
      except = Set.copyOf(options.texts("except"));
      conversion = conversion(options);
    }
    List<Rule> rules = new ArrayList<>();
    for (String text : patterns) {
      FieldRef ref = FieldRef.of(text, files);
      int star = ref.key().indexOf('*');
      if (star < 0 || star != ref.key().lastIndexOf('*')) {
        throw table.wrong(ALL, "'" + text + "' has no one star, such as param_* or config:*");
      }
      Origin origin =
          new Origin.All(
              ref.part(), ref.key().substring(0, star), ref.key().substring(star + 1), except);
      rules.add(new Rule(ALL, origin, conversion, true, table.line(ALL)));
    }
    if (rules.isEmpty()) {
      throw table.wrong(ALL, "'*' takes a pattern, such as \"param_*\"");
    }
    return rules;
  }

  /** A text with braces is a template, any other names a value. */
  private Origin origin(String text, MappingTable table, String key) throws MappingException {
    if (text.isEmpty()) {
      throw table.wrong(key, "'" + key + "' names no key or column");
    }
    if (text.indexOf('{') >= 0) {
      return new Origin.Text(template(text, table, key));
    }
    return field(text, table, key);
  }

  private Origin field(String text, MappingTable table, String key) throws MappingException {
    FieldRef ref = FieldRef.of(text, files);
    check(ref, table, key, pattern, eachRow);
    return new Origin.Field(ref);
  }

  private Template template(String text, MappingTable table, String key) throws MappingException {
    Template template;
    try {
      template = Template.of(text, files);
    } catch (IllegalArgumentException e) {
      throw table.wrong(key, String.valueOf(e.getMessage()));
    }
    for (FieldRef ref : template.fields()) {
      check(ref, table, key, pattern, eachRow);
    }
    return template;
  }

  /** Refuses what no run can have: a part of the path that its pattern does not name. */
  static void check(
      FieldRef ref, MappingTable table, String key, PathPattern pattern, boolean eachRow)
      throws MappingException {
    if (ref.part().equals(FieldRef.PATH)
        && !PATH_KEYS.contains(ref.key())
        && !pattern.names().contains(ref.key())) {
      throw table.wrong(
          key,
          "'"
              + ref
              + "' is no part of the path: runs.file = '"
              + pattern
              + "' has no {"
              + ref.key()
              + "}; file, name and folder are always there");
    }
    if (ref.part().equals(FieldRef.ROW) && !(eachRow && ROW_KEYS.contains(ref.key()))) {
      throw table.wrong(
          key, "'" + ref + "' is unknown: a row has row:number, and row:key in a table of runs");
    }
  }

  private static Value constant(MappingTable table, String target, JsonNode value)
      throws MappingException {
    return switch (value.getNodeType()) {
      case STRING -> new Value(target, Value.Type.STRING, value.textValue(), null);
      case BOOLEAN -> new Value(target, Value.Type.BOOL, value.asText(), null);
      case NUMBER ->
          new Value(
              target,
              value.isIntegralNumber() ? Value.Type.INT : Value.Type.FLOAT,
              value.asText(),
              value.doubleValue());
      case ARRAY -> new Value(target, Value.Type.LIST, value.toString(), null);
      case OBJECT, BINARY, MISSING, NULL, POJO ->
          throw table.wrong(target, "'" + target + "' is no text, number, boolean or list");
    };
  }

  /** A column that a table is searched for. */
  Column column(MappingTable table, String key) throws MappingException {
    JsonNode value = table.get(key);
    if (value == null) {
      return new Column(null, Conversion.NONE);
    }
    if (value.isTextual()) {
      return new Column(table.required(key, "a column"), Conversion.NONE);
    }
    MappingTable options = table.table(key);
    Set<String> known = new java.util.HashSet<>(CONVERSIONS);
    known.add("from");
    options.allow(known);
    return new Column(options.text("from"), conversion(options));
  }

  private Conversion conversion(MappingTable options) throws MappingException {
    String unitName = options.text("unit");
    Unit unit = unitName == null ? null : Unit.named(unitName);
    if (unitName != null && unit == null) {
      throw options.wrong("unit", "'" + unitName + "' is no unit: " + Unit.WORDS + " are");
    }
    Map<String, String> words = new LinkedHashMap<>();
    MappingTable table = options.table("words");
    for (String word : table.keys()) {
      words.put(word, table.required(word, "what stands for it"));
    }
    return new Conversion(
        unit,
        options.number("scale", 1),
        sign(options),
        switch (options.word("type", "own", "text", "number")) {
          case "text" -> Conversion.Type.TEXT;
          case "number" -> Conversion.Type.NUMBER;
          default -> Conversion.Type.OWN;
        },
        time(options),
        options.word("decimal", ".", ",").equals(","),
        words);
  }

  private static Conversion.Sign sign(MappingTable options) throws MappingException {
    return switch (options.word("sign", "own", "negative", "positive", "flipped")) {
      case "negative" -> Conversion.Sign.NEGATIVE;
      case "positive" -> Conversion.Sign.POSITIVE;
      case "flipped" -> Conversion.Sign.FLIPPED;
      default -> Conversion.Sign.OWN;
    };
  }

  private static @Nullable TimeFormat time(MappingTable options) throws MappingException {
    String format = options.text("format");
    String zone = options.text("zone");
    if (format == null && zone == null) {
      return null;
    }
    ZoneId id = ZoneOffset.UTC;
    try {
      id = zone == null ? id : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw options.wrong("zone", "'" + zone + "' is no zone: write Europe/Berlin or +01:00");
    }
    try {
      return TimeFormat.of(format, id);
    } catch (IllegalArgumentException e) {
      throw options.wrong("format", String.valueOf(e.getMessage()));
    }
  }
}
