package tools.peak.importers.mlflow;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.folder.Reading;
import tools.peak.importers.CurveRows;
import tools.peak.importers.RunDraft;
import tools.peak.importers.TypedText;
import tools.peak.parquet.column.Times;

/**
 * A run of MLflow, whichever store it lies in.
 *
 * @param start milliseconds since the epoch
 * @param end likewise; null while it runs
 * @param experiment the experiment's name
 * @param metrics the last value of each
 */
record TrackedRun(
    String runId,
    @Nullable String name,
    String status,
    @Nullable Long start,
    @Nullable Long end,
    @Nullable String user,
    @Nullable String experiment,
    String experimentId,
    Map<String, String> params,
    Map<String, Double> metrics,
    Map<String, String> tags) {
  private static final String OWN = "mlflow.";
  private static final long HOUR_MILLIS = 3_600_000;

  /** Steps from here on are no counts: they are seconds, or milliseconds, since the epoch. */
  private static final long FIRST_SECOND = 100_000_000;

  private static final long FIRST_MILLI = 100_000_000_000L;

  /** A metric whose history is the curve, by its name in small letters. */
  private static final Set<String> CURVES = Set.of("equity", "portfolio_value", "nav", "balance");

  private static final Pattern CURVE_NAME =
      Pattern.compile("[{,]\"(equity|portfolio_value|nav|balance)\":", Pattern.CASE_INSENSITIVE);

  /** Attributes that runs are told apart by, where a tag or a parameter says them. */
  private static final Set<String> ATTRIBUTES =
      Set.of("strategy", "symbol", "stage", "start_date", "end_date", "data_source");

  /** A metric's history, point by point. */
  interface History {
    void each(String metric, Taker taker) throws IOException, Refusal;
  }

  /** Takes a point: when it was logged, in milliseconds, and at which step. */
  interface Taker {
    void point(long millis, long step, double value) throws Refusal;
  }

  /** The first of the metrics, as JSON, whose history is the curve; null if none is. */
  static @Nullable String curveIn(String metrics) {
    var name = CURVE_NAME.matcher(metrics);
    return name.find() ? name.group(1) : null;
  }

  /** Whether its program still writes to it. */
  boolean isRunning() {
    return status.equals("RUNNING") || status.equals("SCHEDULED");
  }

  /** The tags that users gave it. */
  static Map<String, String> userTags(Map<String, String> tags) {
    Map<String, String> users = new TreeMap<>(tags);
    users.keySet().removeIf(key -> key.startsWith(OWN));
    return users;
  }

  /**
   * The run as one of ours.
   *
   * @param file what notices and refusals name
   */
  Reading reading(
      String file,
      @Nullable String version,
      History history,
      Iterable<Artifact> files,
      Budget budget)
      throws IOException, Refusal {
    RunDraft run = new RunDraft(runId, MlflowFormat.NAME, budget, new Notices());
    run.meta("source_version", version);
    run.meta("run_name", name);
    run.meta("study", experiment);
    run.meta("stage", "research");
    run.meta("runner", MlflowFormat.NAME);
    run.meta("status", status);
    run.meta("timestamp", time(start));
    run.meta("end_time", time(end));
    run.meta("user", user == null || user.isEmpty() ? null : user);
    run.meta("experiment_id", experimentId);
    run.meta("git_sha", tags.get("mlflow.source.git.commit"));
    run.meta("parent_run_id", tags.get("mlflow.parentRunId"));
    tags.forEach(
        (key, value) -> {
          if (key.startsWith(OWN)) {
            run.meta(key, value);
          }
        });
    for (String attribute : ATTRIBUTES) {
      String value = tags.getOrDefault(attribute, params.get(attribute));
      run.meta(attribute, value == null ? run.meta(attribute) : value);
    }
    params.forEach((key, value) -> run.param(key, TypedText.of(value)));
    metrics.forEach(run::stat);
    run.equity(curve(file, run, history));
    files.forEach(run::artifact);
    return run.reading();
  }

  private static @Nullable String time(@Nullable Long millis) {
    try {
      return millis == null || millis <= 0 ? null : Instant.ofEpochMilli(millis).toString();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private EquityCurve curve(String file, RunDraft run, History history)
      throws IOException, Refusal {
    for (String metric : metrics.keySet()) {
      if (CURVES.contains(metric.toLowerCase(Locale.ROOT))) {
        return curve(file, metric, run, history);
      }
    }
    return EquityCurve.EMPTY;
  }

  /**
   * A point's time is when it was logged, unless that lies outside of the run: then it is the
   * data's own. Where it is not, a step that is no count tells the time; else nothing does.
   */
  private EquityCurve curve(String file, String metric, RunDraft run, History history)
      throws IOException, Refusal {
    long[] bounds = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE};
    int[] points = {0};
    history.each(
        metric,
        (millis, step, _) -> {
          bounds[0] = Math.min(bounds[0], millis);
          bounds[1] = Math.max(bounds[1], millis);
          bounds[2] = Math.min(bounds[2], step);
          points[0]++;
        });
    if (points[0] < 2) {
      return EquityCurve.EMPTY; // one value is no curve
    }
    boolean isOfData =
        start == null
            || bounds[0] < start - HOUR_MILLIS
            || bounds[1] > (end == null ? Long.MAX_VALUE - HOUR_MILLIS : end) + HOUR_MILLIS;
    long step = bounds[2];
    if (!isOfData && step < FIRST_SECOND) {
      run.notice(
          file,
          NoticeCode.ORDINAL_TIMES,
          metric
              + ": its points' times are those of logging, and its steps count: they are NULL; log"
              + " each with timestamp= of its bar");
    }
    CurveRows curve = new CurveRows(file, run.budget());
    history.each(
        metric,
        (millis, at, value) ->
            curve.add(
                isOfData
                    ? millis * 1_000
                    : step >= FIRST_MILLI
                        ? at * 1_000
                        : step >= FIRST_SECOND ? at * 1_000_000 : Times.MISSING,
                value));
    return curve.curve();
  }
}
