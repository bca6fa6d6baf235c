package tools.peak.evidence.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Run;
import tools.peak.evidence.Spans;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.ConfigSnapshot;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.evidence.artifact.MetaAttributes;
import tools.peak.evidence.curve.CurveStats;
import tools.peak.evidence.folder.Reading;

/** One run's way through a mapping: what is wrong with any of its files is collected. */
final class MappedReading {
  /** What the lake's column {@code source_tool} says of runs that came by a mapping. */
  static final String TOOL = "mapping";

  private final Mapping mapping;
  private final MappedRun run;
  private final OpenFiles files;
  private final Budget budget;
  private final Notices notices = new Notices();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Artifact> artifacts = new ArrayList<>();
  private final RunValues values = new RunValues();

  /** Something that may be refused. */
  private interface Step<T> {
    T get() throws Refusal;
  }

  MappedReading(Mapping mapping, MappedRun run, OpenFiles files) {
    this.mapping = mapping;
    this.run = run;
    this.files = files;
    this.budget = new Budget(files.limits().maxHeap());
  }

  Reading read() {
    values.put(FieldRef.PATH, run.path());
    Map<String, Value> own = tried(Map.of(), this::own);
    values.put(FieldRef.RUN, own);
    for (Mapping.Part part : mapping.files().values()) {
      Located file = run.file(part.name());
      if (file != null && isThere(file, part.isOptional())) {
        Map<String, Value> read =
            tried(
                Map.of(),
                () -> files.values(file, part.data(), mapping, part.name(), budget, artifacts));
        values.put(part.name(), read);
      }
    }
    String runId = problems.isEmpty() ? tried("", this::runId) : "";
    if (!problems.isEmpty()) {
      return new Reading.Refused(run.runId(), problems);
    }
    RunFacts facts = new RunFacts(mapping, values, run.place().name(), budget, notices);
    List<Stat> stats = tried(List.of(), facts::stats);
    List<Value> params = tried(List.of(), facts::params);
    ConfigSnapshot.Part meta = tried(ConfigSnapshot.NOTHING, () -> meta(runId, facts));
    MappedTables tables = new MappedTables(mapping, notices);
    EquityCurve curve = tried(EquityCurve.EMPTY, () -> curve(tables));
    Trades trades = tried(Trades.none(), () -> trades(tables, curve));
    if (!problems.isEmpty()) {
      return new Reading.Refused(runId, problems);
    }
    artifacts.sort(Comparator.comparing(Artifact::name));
    return new Reading.Loaded(
        new Run(
            MetaAttributes.of(runId, meta, notices),
            params,
            ValueJson.of(params),
            stats,
            CurveStats.of(curve, run.place().name(), stats, run.place().name(), notices),
            curve,
            trades,
            Spans.NONE,
            artifacts,
            digest()),
        notices.list());
  }

  private <T> T tried(T otherwise, Step<T> step) {
    try {
      return step.get();
    } catch (Refusal e) {
      problems.add(e.problem());
      return otherwise;
    }
  }

  private String runId() throws Refusal {
    return RunFacts.runId(mapping, values);
  }

  /** The values of the file, or of the row, that makes the run. */
  private Map<String, Value> own() throws Refusal {
    RunRow row = run.row();
    if (row == null) {
      return files.values(
          run.place().located(), mapping.runs(), mapping, FieldRef.RUN, budget, artifacts);
    }
    values.put(FieldRef.ROW, run.rowValues());
    Map<String, Value> own = row.values();
    String json = ValueJson.of(own.values());
    budget.takeText(run.place().name(), 2L * json.length());
    artifacts.add(
        new Artifact(run.rowName(), json.getBytes(UTF_8).length, EvidenceDigest.of(json), json));
    return own;
  }

  /** The mapping is a part of what a run is: with another one, it is read again. */
  private String digest() {
    List<Artifact> all = new ArrayList<>(artifacts);
    all.add(new Artifact("\0mapping", 0, mapping.sha256(), null));
    return EvidenceDigest.of(all);
  }

  private ConfigSnapshot.Part meta(String runId, RunFacts facts) throws Refusal {
    Map<String, Value> meta = new LinkedHashMap<>();
    meta.put("run_id", RunValues.text("run_id", runId));
    for (Value value : facts.meta()) {
      meta.putIfAbsent(value.key(), value);
    }
    meta.put("source_tool", RunValues.text("source_tool", TOOL));
    meta.putIfAbsent("mapping", RunValues.text("mapping", mapping.name()));
    meta.putIfAbsent("mapping_sha256", RunValues.text("mapping_sha256", mapping.sha256()));
    return new ConfigSnapshot.Part(meta, List.of(), ValueJson.of(meta.values()));
  }

  private EquityCurve curve(MappedTables tables) throws Refusal {
    Mapping.CurveRule rule = mapping.curve();
    if (rule == null) {
      return EquityCurve.EMPTY;
    }
    OpenFiles.Table table = table(rule.file(), rule.at(), files.limits().maxPoints());
    return table == null ? EquityCurve.EMPTY : tables.curve(table, rule);
  }

  private Trades trades(MappedTables tables, EquityCurve curve) throws Refusal {
    Mapping.TradesRule rule = mapping.trades();
    if (rule == null) {
      return Trades.none();
    }
    OpenFiles.Table table = table(rule.file(), rule.at(), files.limits().maxTrades());
    return table == null ? Trades.none() : tables.trades(table, rule, curve);
  }

  /** The table in a file of its own, or in the run's; null if the file is missing. */
  private OpenFiles.@Nullable Table table(Mapping.@Nullable Part part, String at, int maxRows)
      throws Refusal {
    if (part == null) {
      return DocumentTable.of(run.place().name(), values.part(FieldRef.RUN), at, budget);
    }
    Located file = run.file(part.name());
    if (file == null || !isThere(file, part.isOptional())) {
      return null;
    }
    return files.table(file, part.data(), at, budget, artifacts, maxRows);
  }

  private boolean isThere(Located file, boolean isOptional) {
    if (file.entry() != null || file.problem() != null) {
      return true;
    }
    if (!isOptional) {
      notices.add(
          file.name(),
          NoticeCode.MISSING_FILE,
          "is not there, and "
              + mapping.name()
              + " names it; optional = true says that it may be"
              + " missing");
    }
    return false;
  }
}
