package tools.peak.importers;

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
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Run;
import tools.peak.evidence.RunId;
import tools.peak.evidence.Spans;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.artifact.ConfigSnapshot;
import tools.peak.evidence.artifact.EvidenceDigest;
import tools.peak.evidence.artifact.MetaAttributes;
import tools.peak.evidence.curve.CurveStats;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.text.JsonText;

/**
 * A run while another tool's file is read: its values under our names, typed and flattened at the
 * end as those of a run folder are.
 */
public final class RunDraft {
  private static final String META = "meta";
  private static final String PARAMS = "params";

  private final String runId;
  private final String tool;
  private final Budget budget;
  private final Notices notices;
  private final Map<String, @Nullable Object> meta = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> params = new LinkedHashMap<>();
  private final Map<String, Stat> stats = new LinkedHashMap<>();
  private final List<Artifact> artifacts = new ArrayList<>();
  private EquityCurve equity = EquityCurve.EMPTY;
  private Trades trades = Trades.none();

  /**
   * A run of which nothing but its name is known.
   *
   * @param tool what {@code source_tool} says
   */
  public RunDraft(String runId, String tool, Budget budget, Notices notices) {
    this.runId = runId;
    this.tool = tool;
    this.budget = budget;
    this.notices = notices;
    meta.put("run_id", runId);
    meta.put("source_tool", tool);
  }

  public Budget budget() {
    return budget;
  }

  /** Sets an attribute: a text, number, boolean, list or map; null is as if it were not set. */
  public void meta(String key, @Nullable Object value) {
    put(meta, key, value);
  }

  /** Takes an attribute away. */
  public void unset(String key) {
    meta.remove(key);
  }

  public void param(String key, @Nullable Object value) {
    put(params, key, value);
  }

  private static void put(
      Map<String, @Nullable Object> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  public @Nullable Object meta(String key) {
    return meta.get(key);
  }

  public boolean hasParams() {
    return !params.isEmpty();
  }

  /** Sets a metric; of one name the last counts. */
  public void stat(String metric, double value) {
    stats.put(metric, new Stat(metric, value, null));
  }

  /** The same of one that has a text as well, or nothing else. */
  public void stat(String metric, @Nullable Double value, String text) {
    stats.put(metric, new Stat(metric, value, text));
  }

  /** A metric's number, if it has one. */
  public @Nullable Double stat(String metric) {
    Stat stat = stats.get(metric);
    return stat == null ? null : stat.value();
  }

  public void equity(EquityCurve curve) {
    this.equity = curve;
  }

  public EquityCurve equity() {
    return equity;
  }

  public void trades(Trades rows) {
    this.trades = rows;
  }

  public void artifact(Artifact artifact) {
    artifacts.add(artifact);
  }

  public void notice(String file, NoticeCode code, String detail) {
    notices.add(file, code, detail);
  }

  /**
   * The run.
   *
   * @throws Refusal if no lake takes its name, or memory is short
   */
  public Reading reading() throws Refusal {
    RunId.check(runId);
    ConfigSnapshot.Part metaPart = part(META, meta);
    ConfigSnapshot.Part paramsPart = part(PARAMS, params);
    MetaAttributes.sayOf(metaPart, META, notices);
    MetaAttributes.sayOf(paramsPart, PARAMS, notices);
    artifacts.sort(Comparator.comparing(Artifact::name));
    List<Stat> own = List.copyOf(stats.values());
    String source = artifacts.isEmpty() ? tool : artifacts.getFirst().name();
    return new Reading.Loaded(
        new Run(
            MetaAttributes.of(runId, metaPart, notices),
            paramsPart.list(),
            paramsPart.json(),
            own,
            CurveStats.of(equity, source, own, source, notices),
            equity,
            trades,
            Spans.NONE,
            artifacts,
            EvidenceDigest.of(artifacts)),
        notices.list());
  }

  private ConfigSnapshot.Part part(String name, Map<String, @Nullable Object> values)
      throws Refusal {
    if (values.isEmpty()) {
      return ConfigSnapshot.NOTHING;
    }
    byte[] json = JsonText.of(values).getBytes(UTF_8);
    return ConfigSnapshot.part(name, json, json.length, budget);
  }
}
