package tools.peak.lake.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.StrategyNames;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.TypedValue;
import tools.peak.lake.schema.Column;

/**
 * A run as the lake has it, but for its points, trades and spans.
 *
 * @param attributes by name, those that are not NULL
 * @param metrics by name: numbers, NaN and infinities among them
 * @param texts metrics that were no plain number, as they were written
 * @param params by name, plain values
 * @param meta by name, plain values
 * @param tags by key, the note among them
 * @param notices what of the run was not taken at its word
 * @param files of its folder
 */
public record RunFacts(
    String runId,
    Map<String, Object> attributes,
    Map<String, Object> metrics,
    Map<String, Object> texts,
    Map<String, Object> params,
    Map<String, Object> meta,
    Map<String, String> tags,
    List<Notice> notices,
    List<StoredFile> files) {
  private static final Set<String> ATTRIBUTES = StrategyNames.ATTRIBUTES;

  /** What was not taken at its word. */
  public record Notice(String file, String code, String detail) {}

  /**
   * A file of the run's folder.
   *
   * @param sha256 its digest in hexadecimal; empty where it was not read
   */
  public record StoredFile(String name, long bytes, String sha256) {}

  /**
   * Reads runs, in the order of their ids. A run that is not there is left out.
   *
   * @param asOf a version, so that all is of one
   */
  public static List<RunFacts> read(Lake lake, List<String> runIds, AsOf asOf) {
    Map<String, List<StoredFile>> files = files(lake.artifacts().ofRuns(runIds).asOf(asOf));
    TableQuery chosen = lake.runs().ofRuns(runIds).asOf(asOf);
    List<String> columns = chosen.columns().stream().map(column -> quoted(column.name())).toList();
    Result rows = chosen.columns(columns).columns("params", "meta", "stats_text").fetch();
    Map<String, RunFacts> byId = new LinkedHashMap<>();
    for (List<@Nullable Object> row : rows.rows()) {
      String id = String.valueOf(row.getFirst());
      byId.put(id, of(id, rows.columns(), row, lake, asOf, files.getOrDefault(id, List.of())));
    }
    return runIds.stream().flatMap(id -> Optional.ofNullable(byId.get(id)).stream()).toList();
  }

  private static RunFacts of(
      String id,
      List<Column> columns,
      List<@Nullable Object> row,
      Lake lake,
      AsOf asOf,
      List<StoredFile> files) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    Map<String, Object> metrics = new LinkedHashMap<>();
    Map<String, Map<String, Object>> maps = new TreeMap<>();
    for (int i = 1; i < row.size(); i++) {
      String name = columns.get(i).name();
      Object value = row.get(i);
      if (value instanceof Map<?, ?> map) {
        maps.put(name, plain(map));
      } else if (value != null) {
        (ATTRIBUTES.contains(name) ? attributes : metrics).put(name, value);
      }
    }
    Map<String, String> tags = new LinkedHashMap<>();
    lake.tags(asOf, id)
        .rows()
        .forEach(tag -> tags.put(String.valueOf(tag.get(1)), String.valueOf(tag.get(2))));
    List<Notice> notices =
        lake.notices(asOf, id).rows().stream()
            .map(
                notice ->
                    new Notice(
                        String.valueOf(notice.get(1)),
                        String.valueOf(notice.get(2)),
                        String.valueOf(notice.get(3))))
            .toList();
    return new RunFacts(
        id,
        Collections.unmodifiableMap(attributes),
        Collections.unmodifiableMap(metrics),
        maps.getOrDefault("stats_text", Map.of()),
        maps.getOrDefault("params", Map.of()),
        maps.getOrDefault("meta", Map.of()),
        Collections.unmodifiableMap(tags),
        notices,
        files);
  }

  private static Map<String, Object> plain(Map<?, ?> map) {
    Map<String, Object> plain = new TreeMap<>();
    map.forEach(
        (name, typed) -> {
          Object value = TypedValue.plain(typed);
          if (value != null) {
            plain.put(String.valueOf(name), value);
          }
        });
    return Collections.unmodifiableMap(plain);
  }

  private static Map<String, List<StoredFile>> files(TableQuery artifacts) {
    Map<String, List<StoredFile>> files = new LinkedHashMap<>();
    for (List<@Nullable Object> row :
        artifacts
            .columns("run_id", "name", "bytes", "sha256")
            .orderBy("run_id, name")
            .fetch()
            .rows()) {
      files
          .computeIfAbsent(String.valueOf(row.get(0)), any -> new ArrayList<>())
          .add(
              new StoredFile(
                  String.valueOf(row.get(1)),
                  row.get(2) instanceof Number bytes ? bytes.longValue() : 0,
                  row.get(3) instanceof String digest ? digest : ""));
    }
    return files;
  }

  private static String quoted(String name) {
    return name.startsWith("metrics.") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
