package tools.peak.importers.lean;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.folder.Reading;
import tools.peak.importers.Digests;
import tools.peak.importers.OtherFile;
import tools.peak.importers.RunDraft;
import tools.peak.importers.TypedText;

/**
 * One result's way through the reader. Keys are written in camel case since 2023, and began with
 * capitals before.
 */
final class LeanRun {
  private static final String JSON = ".json";

  /** Names of results that tell nothing: then the folder's name does. */
  private static final Set<String> COMMON = Set.of("main", "result", "results", "backtest");

  private final OtherFile files;
  private final Path path;
  private final String file;
  private final Budget budget;
  private final RunDraft run;
  private final LeanTrades trades;
  private final EquityChart equity;
  private boolean isResult;

  LeanRun(OtherFile files, Path path, Budget budget) {
    this.files = files;
    this.path = path;
    this.file = String.valueOf(path.getFileName());
    this.budget = budget;
    this.run = new RunDraft(runId(path), LeanFormat.NAME, budget, new Notices());
    this.trades = new LeanTrades(run, file);
    this.equity = new EquityChart(file, budget);
  }

  private static String runId(Path path) {
    String name = String.valueOf(path.getFileName());
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    Path folder = path.getParent();
    return COMMON.contains(stem) && folder != null && folder.getFileName() != null
        ? folder.getFileName().toString()
        : stem;
  }

  Reading reading() throws IOException, Refusal {
    run.meta("stage", "backtest");
    run.meta("runner", LeanFormat.NAME);
    for (FileEntry each : files.files()) {
      run.artifact(Digests.of(files.folder(), each, files.limits().maxFileSize()));
    }
    try (InputStream in = Files.newInputStream(path)) {
      var _ =
          JsonStream.read(
              file,
              in,
              budget,
              json -> {
                json.object((name, token) -> part(json, name.toLowerCase(Locale.ROOT), token));
                return true;
              });
    }
    if (!isResult) {
      throw new Refusal(
          new Problem.InvalidStore(
              file,
              "has none of statistics, charts and totalPerformance: it is no backtest's result of"
                  + " LEAN"));
    }
    config();
    if (run.meta("strategy") == null) {
      run.meta("strategy", runId(path));
    }
    run.equity(equity.curve());
    trades.end();
    return run.reading();
  }

  private void part(JsonStream json, String name, JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.START_OBJECT) {
      return;
    }
    switch (name) {
      case "statistics" -> {
        isResult = true;
        json.object((key, _) -> LeanStatistics.take(run, file, key, json.value()));
      }
      case "totalperformance" -> {
        isResult = true;
        json.object((key, inner) -> performance(json, key.toLowerCase(Locale.ROOT), inner));
      }
      case "charts" -> {
        isResult = true;
        json.object(
            (chart, inner) -> {
              if (chart.equalsIgnoreCase("Strategy Equity") && inner == JsonToken.START_OBJECT) {
                equity.read(json);
              }
            });
      }
      case "orders" -> trades.orders(json);
      case "state" -> json.object((key, _) -> state(key.toLowerCase(Locale.ROOT), json.value()));
      case "algorithmconfiguration" ->
          json.object((key, _) -> configuration(key.toLowerCase(Locale.ROOT), json.value()));
      default -> {}
    }
  }

  private void performance(JsonStream json, String name, JsonToken token)
      throws IOException, Refusal {
    if (name.equals("closedtrades") && token == JsonToken.START_ARRAY) {
      trades.closed(json);
    } else if (name.equals("tradestatistics") && token == JsonToken.START_OBJECT) {
      json.object((key, _) -> LeanStatistics.ofTrades(run, key, json.value()));
    }
  }

  private void state(String key, @Nullable Object value) {
    switch (key) {
      case "starttime" -> run.meta("timestamp", value);
      case "endtime" -> run.meta("end_time", value);
      case "status" -> run.meta("status", value);
      case "runtimeerror" -> {
        if (value instanceof String text && !text.isBlank()) {
          run.meta("runtime_error", text);
        }
      }
      case "hostname", "name" -> run.meta(key, value);
      default -> {}
    }
  }

  private void configuration(String key, @Nullable Object value) {
    switch (key) {
      case "name" -> {
        if (value instanceof String text && !text.isBlank()) {
          run.meta("strategy", text);
        }
      }
      case "startdate" -> run.meta("start_date", day(value));
      case "enddate" -> run.meta("end_date", day(value));
      case "accountcurrency" -> run.meta("account_currency", value);
      case "brokerage", "accounttype", "tradingdaysperyear" -> run.meta(key, value);
      case "parameters" -> {
        if (value instanceof Map<?, ?> parameters) {
          parameters.forEach(
              (name, each) ->
                  run.param(
                      String.valueOf(name), each instanceof String s ? TypedText.of(s) : each));
        }
      }
      case "tags" -> run.meta("tags", value);
      default -> {}
    }
  }

  /** The day alone: an end date is the last moment of its day. */
  private static @Nullable Object day(@Nullable Object value) {
    return value instanceof String text && text.length() > 10 && text.charAt(10) == 'T'
        ? text.substring(0, 10)
        : value;
  }

  /** What the command line ran; where it can't be read the run goes without it. */
  private void config() throws IOException {
    if (files.files().stream().noneMatch(each -> each.name().equals(LeanSource.CONFIG))) {
      return;
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(files.folder().resolve(LeanSource.CONFIG))) {
      var _ =
          JsonStream.read(
              LeanSource.CONFIG,
              in,
              budget,
              json -> {
                json.object((key, _) -> config.put(key, json.value()));
                return true;
              });
    } catch (Refusal e) {
      run.notice(LeanSource.CONFIG, NoticeCode.NOT_READ, "is not read: " + e.problem().reason());
      return;
    }
    if (run.meta("strategy") == null) {
      run.meta("strategy", config.get("algorithm-type-name"));
    }
    run.meta("backtest_name", config.get("backtest-name"));
    if (!run.hasParams() && config.get("parameters") instanceof Map<?, ?> parameters) {
      configuration("parameters", parameters);
    }
  }
}
