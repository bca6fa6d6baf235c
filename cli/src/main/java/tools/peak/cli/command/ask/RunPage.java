package tools.peak.cli.command.ask;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.draw.Facts;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Sizes;
import tools.peak.cli.output.Visible;
import tools.peak.cli.output.Wrapped;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.StrategyNames;

/** One run on a page: first what qualifies its result, then the result, then where it is from. */
final class RunPage {
  private static final Set<String> ATTRIBUTES = StrategyNames.ATTRIBUTES;

  /** What stands in the line below the run's id. */
  private static final List<String> KIND =
      List.of("strategy", "symbol", "stage", "sample", "start_date", "end_date");

  /** What no eye compares. */
  private static final Set<String> IDS =
      Set.of(
          "git_sha",
          "trace_id",
          "session_id",
          "anchor_run_id",
          "evidence_sha256",
          "ingest_id",
          "ingested_at");

  private static final int MOST_OF_A_TAG = 400;

  private static final Pattern COSTS =
      Pattern.compile("(?i)(.*_)?(fee|slippage|commission|spread|funding|cost)(s|_.*)?");

  private final CommandOutput output;
  private final Lake lake;
  private final String filter;
  private final AsOf asOf;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Map<String, Object> metrics = new LinkedHashMap<>();
  private final String runId;

  private RunPage(CommandOutput output, Lake lake, String filter, AsOf asOf, Result run) {
    this.output = output;
    this.lake = lake;
    this.filter = filter;
    this.asOf = asOf;
    List<@Nullable Object> row = run.rows().getFirst();
    for (int i = 0; i < row.size(); i++) {
      String name = run.columns().get(i).name();
      Object value = row.get(i);
      if (value != null) {
        (ATTRIBUTES.contains(name) ? attributes : metrics).put(name, value);
      }
    }
    this.runId = String.valueOf(attributes.remove("run_id"));
  }

  /**
   * Prints it.
   *
   * @param verbose whether ids, digests and meta are wanted, too
   */
  static void print(
      CommandOutput output, Lake lake, String filter, AsOf asOf, Result run, boolean verbose) {
    new RunPage(output, lake, filter, asOf, run).print(run.snapshot(), verbose);
  }

  private void print(String snapshot, boolean verbose) {
    Map<String, Object> meta = map("meta");
    int width = output.terminal().width();
    Wrapped.lines(Visible.line(runId), width)
        .forEach(line -> output.line(output.style().bold(line)));
    Wrapped.words(kind(), width).forEach(output::line);
    output.line("");
    section("What qualifies it", qualifies(meta));
    section("Metrics", metrics);
    EquityPicture.draw(output, lake, filter, asOf);
    section("Parameters", map("params"));
    section("Tags", tags());
    Map<String, Object> ids = new LinkedHashMap<>();
    Map<String, Object> origin = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) -> (IDS.contains(name) ? ids : origin).put(name, local(value)));
    section("Origin", origin);
    section("Files", files());
    if (verbose) {
      section("Ids", ids);
      section("Meta", meta);
    }
    String more = verbose ? "" : " · -v: ids, digests and meta";
    output.remark("lake version " + snapshot + " · times in " + zone() + more);
  }

  /** The strategy on what, of which stage, over which time. */
  private String kind() {
    Object from = attributes.get("start_date");
    Object to = attributes.get("end_date");
    String period =
        from == null ? "" : to == null || to.equals(from) ? "" + from : from + " to " + to;
    recorded();
    String kind =
        Stream.concat(
                Stream.of("strategy", "symbol", "stage", "sample")
                    .map(name -> String.valueOf(attributes.getOrDefault(name, ""))),
                Stream.of(period))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(output.terminal().separator()));
    attributes.keySet().removeAll(KIND);
    return Visible.line(kind);
  }

  /** Who knows the run by the name that its strategy had finds it here. */
  private void recorded() {
    Object recorded = attributes.remove(StrategyNames.RECORDED);
    Object strategy = attributes.get("strategy");
    if (recorded != null && !recorded.equals(strategy)) {
      attributes.put("strategy", strategy + " (recorded as " + recorded + ")");
    }
  }

  private Map<String, Object> qualifies(Map<String, Object> meta) {
    Map<String, Object> facts = new LinkedHashMap<>(map("stats_text"));
    meta.forEach(
        (name, value) -> {
          if (value.equals("false") || value.equals("true")) {
            facts.putIfAbsent(lastKey(name), value);
          }
        });
    String costs =
        meta.entrySet().stream()
            .filter(entry -> COSTS.matcher(lastKey(entry.getKey())).matches())
            .filter(entry -> entry.getValue().toString().matches("-?[0-9.]+(E-?[0-9]+)?"))
            .map(entry -> lastKey(entry.getKey()) + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    facts.put("costs", costs.isEmpty() ? "not said" : costs);
    Object source = attributes.remove("data_source");
    facts.put("data_source", source == null ? "not said" : source);
    for (List<@Nullable Object> notice : lake.notices(asOf, runId).rows()) {
      facts.merge(
          "notice " + notice.get(2),
          notice.get(1) + ": " + notice.get(3),
          (one, more) -> one + "; " + more);
    }
    return facts;
  }

  private static String lastKey(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private Map<String, Object> map(String column) {
    Result maps = lake.runs().where(filter).asOf(asOf).columns(column).fetch();
    Map<String, Object> values = new LinkedHashMap<>();
    if (maps.rows().getFirst().getFirst() instanceof Map<?, ?> map) {
      map.forEach((name, value) -> values.put(String.valueOf(name), plain(value)));
    }
    return values;
  }

  /** A typed value is a struct of type, text and number: the text is what was written. */
  private static Object plain(@Nullable Object value) {
    Object text = value instanceof Map<?, ?> struct ? struct.get("value") : value;
    return String.valueOf(text);
  }

  private Map<String, Object> tags() {
    Map<String, Object> tags = new LinkedHashMap<>();
    for (List<@Nullable Object> tag : lake.tags(asOf, runId).rows()) {
      tags.put(String.valueOf(tag.get(1)), begun(String.valueOf(tag.get(2))));
    }
    return tags;
  }

  /** A page is no place for a note of ten thousand characters. */
  private String begun(String text) {
    int all = text.codePointCount(0, text.length());
    if (all <= MOST_OF_A_TAG) {
      return text;
    }
    return String.format(
        Locale.ROOT,
        "%s%s %,d characters more (peak tag %s -x)",
        text.substring(0, text.offsetByCodePoints(0, MOST_OF_A_TAG)),
        output.terminal().ellipsis(),
        all - MOST_OF_A_TAG,
        runId);
  }

  private Map<String, Object> files() {
    Map<String, Object> files = new LinkedHashMap<>();
    Result artifacts =
        lake.artifacts().where(filter).asOf(asOf).columns("name", "bytes").orderBy("name").fetch();
    for (List<@Nullable Object> file : artifacts.rows()) {
      files.put(
          String.valueOf(file.get(0)), file.get(1) instanceof Long bytes ? Sizes.of(bytes) : "");
    }
    return files;
  }

  private Object local(Object value) {
    return value instanceof Instant time ? output.terminal().time(time) : value;
  }

  private String zone() {
    return output.terminal().zone().getId().replaceFirst("^Etc/", "");
  }

  private void section(String title, Map<String, Object> facts) {
    if (facts.isEmpty()) {
      return;
    }
    output.line(output.style().bold(title));
    Facts.lines(facts, output.terminal()).forEach(output::line);
    output.line("");
  }
}
