package tools.peak.importers.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.CurveCsv;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.artifact.TradesCsv;
import tools.peak.evidence.artifact.TradesFile;
import tools.peak.evidence.folder.Reading;
import tools.peak.importers.Digests;
import tools.peak.importers.OtherFile;
import tools.peak.importers.RunDraft;
import tools.peak.importers.Tables;

/** One folder's way through the reader. */
final class StackRun {
  /** Results that hold the run's metrics; others give theirs the file's name in front. */
  private static final Set<String> METRICS =
      Set.of("results/stats.json", "results/metrics.json", "results/summary.json");

  private final OtherFile files;
  private final Budget budget;
  private final Notices notices = new Notices();

  StackRun(OtherFile files, Budget budget) {
    this.files = files;
    this.budget = budget;
  }

  Reading reading() throws IOException, Refusal {
    Map<String, @Nullable Object> meta = object(StackFormat.META);
    Path folder = files.folder();
    String runId =
        meta.get("run_id") instanceof String given && !given.isBlank()
            ? given
            : OtherFile.nameOf(files.id());
    RunDraft run = new RunDraft(runId, StackFormat.NAME, budget, notices);
    meta.forEach(run::meta);
    run.meta("run_id", runId);
    FileEntry events = file("events.parquet");
    events = events == null ? file("events.csv") : events;
    run.meta("stage", StackFormat.stage(folder, events != null));
    first(run, meta, "strategy", "strategy_name", "strategy");
    first(run, meta, "timestamp", "started_at", "created_utc");
    run.meta("runner", meta.get("command") instanceof String command ? command : "live_run");
    run.meta(
        "git_dirty", meta.get("git_status_porcelain") instanceof String s ? !s.isBlank() : null);
    if (meta.get("git_sha") instanceof String sha && sha.startsWith("<error")) {
      run.unset("git_sha");
    }
    if (meta.get("config_snapshot") instanceof Map<?, ?> config) {
      run.unset("config_snapshot");
      config.forEach((key, value) -> run.param(String.valueOf(key), value));
    }
    if (meta.get("timeframe") instanceof String timeframe) {
      run.param("timeframe", timeframe);
    }
    for (FileEntry file : files.files()) {
      run.artifact(Digests.of(folder, file, files.limits().maxFileSize()));
    }
    results(run);
    if (events != null) {
      Object symbol = meta.get("symbol");
      new SessionEvents(run, events.name(), symbol instanceof String text ? text : null)
          .read(Tables.read(folder, events, files.limits(), budget));
    }
    if (file("events.parquet") != null && file("events.csv") != null) {
      run.notice("events.csv", NoticeCode.NOT_READ, "is not read: events.parquet beside it is");
    }
    return run.reading();
  }

  private static void first(
      RunDraft run, Map<String, @Nullable Object> meta, String key, String one, String other) {
    run.meta(key, meta.get(one) == null ? meta.get(other) : meta.get(one));
  }

  private @Nullable FileEntry file(String name) {
    for (FileEntry file : files.files()) {
      if (file.name().equals(name)) {
        return file;
      }
    }
    return null;
  }

  private Map<String, @Nullable Object> object(String name) throws IOException, Refusal {
    FileEntry file = file(name);
    if (file != null && file.size() > files.limits().maxJsonSize()) {
      throw new Refusal(new Problem.TooLarge(name, file.size(), files.limits().maxJsonSize()));
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(files.folder().resolve(name))) {
      return JsonStream.read(
          name,
          in,
          budget,
          json -> {
            json.object((key, _) -> object.put(key, json.value()));
            return object;
          });
    }
  }

  private void results(RunDraft run) throws IOException, Refusal {
    for (FileEntry file : files.files()) {
      String name = file.name();
      switch (name) {
        case "results/equity.csv" -> {
          CurveCsv csv = new CurveCsv(files.limits().maxPoints(), budget);
          var _ = new FileReader().readThrough(files.folder(), file, csv);
          run.equity(csv.curve(notices));
        }
        case "results/trades.csv" -> {
          TradesCsv csv = new TradesCsv(name, files.limits().maxTrades(), budget);
          var _ = new FileReader().readThrough(files.folder(), file, csv);
          run.trades(csv.trades(run.equity(), notices));
        }
        case "results/trades.parquet" ->
            run.trades(
                TradesFile.of(
                    Tables.read(files.folder(), file, files.limits(), budget),
                    EquityCurve.EMPTY,
                    notices));
        default -> {
          if (name.startsWith(StackSource.RESULTS + "/") && name.endsWith(".json")) {
            metrics(run, name);
          }
        }
      }
    }
  }

  /** The numbers of a result; what is nested in it stays in the file. */
  private void metrics(RunDraft run, String name) throws IOException {
    String stem = name.substring(name.indexOf('/') + 1, name.length() - ".json".length());
    String prefix = METRICS.contains(name) ? "" : stem + "_";
    try {
      object(name)
          .forEach(
              (key, value) -> {
                if (value instanceof Number number) {
                  run.stat(prefix + key, number.doubleValue());
                }
              });
    } catch (Refusal e) {
      run.notice(name, NoticeCode.NOT_READ, "is not read: " + e.problem().reason());
    }
  }
}
