package tools.peak.cli.command.ask;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.draw.Facts;
import tools.peak.cli.draw.Plot;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Visible;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.Rows;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;

/** One run on a page: attributes, parameters, metrics, equity curve, files, tags. */
public final class RunPage {
  private static final int PLOT_HEIGHT = 12;
  private static final Set<String> ATTRIBUTES =
      LakeTable.RUNS.columns().stream().map(Column::name).collect(Collectors.toSet());

  private RunPage() {}

  static void print(CommandOutput output, Lake lake, String filter, AsOf asOf, Result run) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    Map<String, Object> metrics = new LinkedHashMap<>();
    List<@Nullable Object> row = run.rows().getFirst();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      String name = run.columns().get(i).name();
      if (value != null) {
        (ATTRIBUTES.contains(name) ? attributes : metrics).put(name, value);
      }
    }
    metrics.putAll(map(lake, filter, asOf, "stats_text")); // what was no plain number, as it was
    section(output, String.valueOf(attributes.remove("run_id")), attributes);
    section(output, "Notices", notices(lake, asOf, String.valueOf(row.getFirst())));
    section(output, "Parameters", map(lake, filter, asOf, "params"));
    section(output, "Metrics", metrics);
    section(output, "Tags", tags(lake, asOf, String.valueOf(row.getFirst())));
    curve(output, lake, filter, asOf);
    section(output, "Files", files(lake, filter, asOf));
    output.line(output.style().dim("lake version " + run.snapshot()));
  }

  /** Draws the equity curve, if the run has one. */
  public static void curve(CommandOutput output, Lake lake, String filter, AsOf asOf) {
    double[] equity = new double[1_024];
    long[] times = new long[1_024];
    int count = 0;
    try (Rows points =
        lake
            .equity()
            .where(filter)
            .asOf(asOf)
            .orderBy("seq")
            .columns("timestamp", "equity")
            .stream()) {
      for (List<@Nullable Object> point : points) {
        if (count == equity.length) {
          equity = Arrays.copyOf(equity, count * 2);
          times = Arrays.copyOf(times, count * 2);
        }
        equity[count] = point.get(1) instanceof Number value ? value.doubleValue() : Double.NaN;
        times[count] = point.get(0) instanceof Instant time ? time.toEpochMilli() : Long.MIN_VALUE;
        count++;
      }
    }
    if (count == 0) {
      return;
    }
    output.line(
        output.style().bold("Equity")
            + output.style().dim(String.format(Locale.ROOT, "  %,d points", count)));
    List<Instant> labels = new ArrayList<>();
    for (int i : new int[] {0, count / 2, count - 1}) {
      if (times[i] != Long.MIN_VALUE) {
        labels.add(Instant.ofEpochMilli(times[i]));
      }
    }
    Plot.lines(labels, Arrays.copyOf(equity, count), PLOT_HEIGHT, output.terminal())
        .forEach(output::line);
    output.line("");
  }

  private static Map<String, Object> map(Lake lake, String filter, AsOf asOf, String column) {
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

  private static Map<String, Object> tags(Lake lake, AsOf asOf, String runId) {
    Map<String, Object> tags = new LinkedHashMap<>();
    for (List<@Nullable Object> tag : lake.tags(asOf, runId).rows()) {
      tags.put(String.valueOf(tag.get(1)), String.valueOf(tag.get(2)));
    }
    return tags;
  }

  private static Map<String, Object> notices(Lake lake, AsOf asOf, String runId) {
    Map<String, Object> notices = new LinkedHashMap<>();
    for (List<@Nullable Object> notice : lake.notices(asOf, runId).rows()) {
      notices.merge(
          notice.get(1) + " " + notice.get(2),
          String.valueOf(notice.get(3)),
          (one, more) -> one + "; " + more);
    }
    return notices;
  }

  private static Map<String, Object> files(Lake lake, String filter, AsOf asOf) {
    Map<String, Object> files = new LinkedHashMap<>();
    Result artifacts =
        lake.artifacts().where(filter).asOf(asOf).columns("name", "bytes").orderBy("name").fetch();
    for (List<@Nullable Object> file : artifacts.rows()) {
      files.put(
          String.valueOf(file.get(0)),
          file.get(1) instanceof Long bytes ? String.format(Locale.ROOT, "%,d bytes", bytes) : "");
    }
    return files;
  }

  private static void section(CommandOutput output, String title, Map<String, Object> facts) {
    if (facts.isEmpty()) {
      return;
    }
    output.line(output.style().bold(Visible.line(title)));
    Facts.lines(facts, output.terminal()).forEach(output::line);
    output.line("");
  }
}
