package tools.peak.lake.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.text.JsonText;
import tools.peak.lake.query.StrategyNames;

/**
 * What the lake holds of a run beside its rows of trades and points.
 *
 * @param sourcePath the folder it was read from, which may be gone
 * @param meta the attributes that it has, by name, times as texts
 * @param metaJson the raw object; null if there was none
 * @param paramsJson likewise
 * @param files what lay in its folder, as far as the lake kept that
 */
record StoredRun(
    String runId,
    @Nullable String sourcePath,
    Map<String, String> meta,
    @Nullable String metaJson,
    @Nullable String paramsJson,
    List<Artifact> files) {
  private static final List<String> META =
      List.of(
          "strategy",
          "symbol",
          "start_date",
          "end_date",
          "git_sha",
          "timestamp",
          "stage",
          "runner",
          "data_source");

  /** The columns that it is made of. */
  static final List<String> COLUMNS =
      List.of(
          "run_id",
          "source_path",
          "meta_json",
          "params_json",
          StrategyNames.RECORDED,
          "symbol",
          "start_date",
          "end_date",
          "git_sha",
          "timestamp",
          "stage",
          "runner",
          "data_source");

  /** A folder tells the run as it was loaded. */
  private static String column(String name) {
    return name.equals("strategy") ? StrategyNames.RECORDED : name;
  }

  static StoredRun of(List<@Nullable Object> row, List<Artifact> files) {
    Map<String, String> meta = new LinkedHashMap<>();
    meta.put("run_id", String.valueOf(row.getFirst()));
    for (String name : META) {
      Object value = row.get(COLUMNS.indexOf(column(name)));
      if (value != null) {
        meta.put(name, value.toString());
      }
    }
    return new StoredRun(
        String.valueOf(row.getFirst()),
        (String) row.get(1),
        meta,
        (String) row.get(2),
        (String) row.get(3),
        files);
  }

  /** The {@code meta} object; where the raw one names no run, of the attributes. */
  String metaJson(boolean isRaw) {
    String raw = metaJson;
    return isRaw && raw != null ? raw : JsonText.of(meta);
  }

  String params() {
    String raw = paramsJson;
    return raw == null || raw.isBlank() ? "{}" : raw;
  }
}
