package tools.peak.evidence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.evidence.artifact.TomlText;
import tools.peak.evidence.text.Utf8Text;

/**
 * Reads a {@link Mapping}: which files there are; what of them is what, {@link RuleReader} does.
 */
final class MappingReader {
  private static final long MAX_SIZE = 1 << 20;

  private static final Set<String> SECTIONS =
      Set.of("runs", "files", "meta", "params", "metrics", "curve", "trades");
  private static final Set<String> FILE_KEYS = Set.of("file", "format", "decimal", "optional");

  private static final Set<String> TRADE_COLUMNS =
      Set.of(
          "entry_time",
          "exit_time",
          "timestamp",
          "symbol",
          "side",
          "size",
          "quantity",
          "price",
          "entry_price",
          "exit_price",
          "pnl",
          "pnl_ratio",
          "fee",
          "exit_reason",
          "gross_pnl",
          "entry_cost",
          "exit_cost");

  private final MappingTable root;
  private final String name;
  private final String sha256;

  private MappingReader(String name, String text, JsonNode tree) {
    this.name = name;
    this.root = new MappingTable(name, new MappingLines(text), List.of(), tree);
    this.sha256 = EvidenceDigest.of(tree.toString());
  }

  static Mapping read(Path path) throws IOException, MappingException {
    String name = String.valueOf(path.getFileName());
    if (Files.size(path) > MAX_SIZE) {
      throw new MappingException(name + " has more than a megabyte: it is no mapping");
    }
    byte[] bytes = Files.readAllBytes(path);
    String text = Utf8Text.decode(bytes, Utf8Text.afterMark(bytes, bytes.length), bytes.length);
    if (text == null) {
      throw new MappingException(name + " is not UTF-8: write it as UTF-8");
    }
    return read(name, text);
  }

  static Mapping read(String name, String text) throws MappingException {
    JsonNode tree;
    try {
      tree = TomlText.tree(name, text, new Budget(Budget.ofHeap()));
    } catch (Refusal e) {
      throw new MappingException(e.problem().reason());
    }
    return new MappingReader(name, text, tree).mapping();
  }

  private Mapping mapping() throws MappingException {
    root.allow(SECTIONS);
    MappingTable runs = root.table("runs");
    runs.allow(Set.of("file", "each", "at", "format", "shape", "decimal"));
    PathPattern pattern = pattern(runs);
    DataFormat format = format(runs, runs.required("file", "the file that makes a run"));
    boolean isTable = format.isTable();
    boolean isOfRows = isTable && !runs.has("shape");
    boolean eachRow =
        runs.word("each", isOfRows ? "row" : "file", isOfRows ? "file" : "row").equals("row");
    if (eachRow && runs.has("shape")) {
      throw runs.wrong("shape", "'shape' is of a file that is one run: leave each = \"row\" out");
    }
    String at = runs.text("at");
    if (at != null && (!eachRow || isTable)) {
      throw runs.wrong(
          "at",
          "'at' says where in a JSON, YAML or TOML the runs stand: write each = \"row\", too");
    }
    if (format == DataFormat.JSONL && !eachRow) {
      throw runs.wrong("each", "each line of a JSONL is a run: leave 'each' out");
    }
    DataFile data = data(runs, format, at == null ? "" : at);
    Map<String, Mapping.Part> files = files(eachRow, pattern);
    RuleReader rules = new RuleReader(pattern, files.keySet(), eachRow);
    MappingTable meta = root.table("meta");
    if (!meta.has("run_id")) {
      throw meta.wrong(
          "run_id", "[meta] has no 'run_id': say which key, column or path names a run");
    }
    List<Rule> metaRules = new ArrayList<>(rules.all(meta));
    Rule runId =
        metaRules.stream().filter(rule -> rule.target().equals("run_id")).findFirst().get();
    metaRules.remove(runId);
    Mapping mapping =
        new Mapping(
            name,
            sha256,
            pattern,
            eachRow,
            data,
            files,
            runId,
            metaRules,
            rules.all(root.table("params")),
            rules.all(root.table("metrics")),
            root.has("curve") ? curve(rules, eachRow, pattern) : null,
            root.has("trades") ? trades(rules, eachRow, pattern) : null);
    return mapping;
  }

  private static PathPattern pattern(MappingTable runs) throws MappingException {
    try {
      return PathPattern.of(
          runs.required("file", "the file that makes a run, such as results.csv"));
    } catch (IllegalArgumentException e) {
      throw runs.wrong("file", String.valueOf(e.getMessage()));
    }
  }

  private static DataFormat format(MappingTable table, String file) throws MappingException {
    String given = table.text("format");
    DataFormat format = given == null ? DataFormat.ofName(file) : DataFormat.named(given);
    if (format == null) {
      throw given == null
          ? table.wrong(
              "file",
              "'" + file + "' does not say what it is: add format, one of " + DataFormat.WORDS)
          : table.wrong("format", "'" + given + "' is none of " + DataFormat.WORDS);
    }
    return format;
  }

  private static DataFile data(MappingTable table, DataFormat format, String at)
      throws MappingException {
    DataFile.Shape shape =
        switch (table.word("shape", "columns", "pairs", "rows")) {
          case "pairs" -> DataFile.Shape.PAIRS;
          case "rows" -> DataFile.Shape.ROWS;
          default -> DataFile.Shape.COLUMNS;
        };
    if (shape != DataFile.Shape.COLUMNS && !format.isTable()) {
      throw table.wrong("shape", "'shape' is for tables: a document has names and values anyway");
    }
    boolean isComma = table.word("decimal", ".", ",").equals(",");
    if (isComma && format != DataFormat.CSV) {
      throw table.wrong("decimal", "'decimal' is for CSV: only there are numbers texts");
    }
    return new DataFile(format, at, shape, isComma, table.line());
  }

  private Map<String, Mapping.Part> files(boolean eachRow, PathPattern pattern)
      throws MappingException {
    MappingTable files = root.table("files");
    Map<String, Mapping.Part> parts = new LinkedHashMap<>();
    for (String part : files.keys()) {
      if (Set.of(FieldRef.RUN, FieldRef.PATH, FieldRef.ROW, "curve", "trades").contains(part)) {
        throw files.wrong(part, "'" + part + "' has a meaning of its own: use another name");
      }
      MappingTable table = files.table(part);
      table.allow(Set.of("file", "format", "shape", "decimal", "optional"));
      parts.put(part, part(part, table, "", eachRow, pattern));
    }
    return parts;
  }

  private static Mapping.Part part(
      String part, MappingTable table, String at, boolean eachRow, PathPattern pattern)
      throws MappingException {
    String file = table.required("file", "a path from the folder of the file that makes the run");
    Template path;
    try {
      path = Template.of(file, Set.of());
    } catch (IllegalArgumentException e) {
      throw table.wrong("file", String.valueOf(e.getMessage()));
    }
    for (FieldRef ref : path.fields()) {
      if (!eachRow && !ref.part().equals(FieldRef.PATH)) {
        throw table.wrong(
            "file", "a file beside a run is found by parts of its path: {path:" + ref.key() + "}");
      }
      RuleReader.check(ref, table, "file", pattern, eachRow);
    }
    return new Mapping.Part(
        part, path, data(table, format(table, file), at), table.flag("optional"));
  }

  private Mapping.CurveRule curve(RuleReader rules, boolean eachRow, PathPattern pattern)
      throws MappingException {
    MappingTable table = root.table("curve");
    table.allow(with(FILE_KEYS, "at", "time", "equity", "returns", "start"));
    boolean isReturns = table.has("returns");
    if (isReturns && table.has("equity")) {
      throw table.wrong("returns", "'returns' and 'equity' are the same curve: keep one");
    }
    double start = table.number("start", 1);
    if (table.has("start") && !(isReturns && start > 0)) {
      throw table.wrong("start", "'start' is what returns begin with, above 0");
    }
    String at = at(table);
    RuleReader.Column time = rules.column(table, "time");
    RuleReader.Column value = rules.column(table, isReturns ? "returns" : "equity");
    return new Mapping.CurveRule(
        table.has("file") ? part("curve", table, at, eachRow, pattern) : null,
        at,
        time.name(),
        value.name() == null ? "equity" : value.name(),
        isReturns ? start : Double.NaN,
        time.conversion(),
        value.conversion(),
        table.line());
  }

  private Mapping.TradesRule trades(RuleReader rules, boolean eachRow, PathPattern pattern)
      throws MappingException {
    MappingTable table = root.table("trades");
    table.allow(with(FILE_KEYS, "at", "time", "columns"));
    MappingTable columns = table.table("columns");
    columns.allow(TRADE_COLUMNS);
    Map<String, Rule> byTarget = new LinkedHashMap<>();
    for (Rule rule : rules.all(columns)) {
      byTarget.put(rule.target(), rule);
    }
    String at = at(table);
    RuleReader.Column time = rules.column(table, "time");
    if (time.name() != null) {
      throw table.wrong(
          "time",
          "'time' of trades is { format = …, zone = … } of all; name columns in"
              + " [trades.columns]");
    }
    return new Mapping.TradesRule(
        table.has("file") ? part("trades", table, at, eachRow, pattern) : null,
        at,
        byTarget,
        time.conversion(),
        table.line());
  }

  private static String at(MappingTable table) throws MappingException {
    String at = table.text("at");
    if (at == null && !table.has("file")) {
      throw table.wrong(
          "file", "say in which 'file' it stands, or 'at' which key of the run's own");
    }
    return at == null ? "" : at;
  }

  private static Set<String> with(Set<String> keys, String... more) {
    Set<String> all = new java.util.HashSet<>(keys);
    all.addAll(List.of(more));
    return all;
  }
}
