package tools.peak.cli.command.ask;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.RunNames;
import tools.peak.cli.draw.Waterfall;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Visible;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;

/** A run's spans on a page. Of many only the longest are read, and those that they lie within. */
final class RunTrace {
  private static final int MOST_LEVELS = 64;
  private static final long NANOS_A_MICRO = 1_000;

  /** What Peak's runner leaves behind the spans that had room. */
  private static final String TRUNCATED = "telemetry.truncated";

  private static final String[] COLUMNS = {
    "trace_id",
    "span_id",
    "parent_span_id",
    "name",
    "start",
    "duration_ns",
    "status",
    "status_message",
    "attributes",
    "service_name",
    "service_version"
  };

  private final CommandOutput output;
  private final TableQuery spans;
  private final boolean verbose;
  private final Map<String, Waterfall.Span> found = new LinkedHashMap<>();
  private final Set<String> services = new LinkedHashSet<>();
  private @Nullable Instant began;

  /**
   * @param spans of one run
   * @param verbose whether attributes are told
   */
  RunTrace(CommandOutput output, TableQuery spans, boolean verbose) {
    this.output = output;
    this.spans = spans;
    this.verbose = verbose;
  }

  void print(String runId, long count, long limit) {
    TableQuery real = spans.where("span_id is not null").columns(COLUMNS);
    Result longest = real.orderBy("duration_ns desc").limit(limit).fetch();
    add(longest);
    ancestors(real);
    output.line(output.style().bold(Visible.line(runId)));
    String from = services.isEmpty() ? "" : String.join(", ", services);
    if (began != null) {
      output.line(output.style().dim(Visible.line(from + (from.isEmpty() ? "" : " · ") + began)));
    }
    output.line("");
    Waterfall.lines(new ArrayList<>(found.values()), output.terminal(), output.style())
        .forEach(output::line);
    notes();
    output.line(output.style().dim(summary(count, longest)));
  }

  private String summary(long count, Result longest) {
    String all = String.format(Locale.ROOT, "%,d span%s", count, count == 1 ? "" : "s");
    return (longest.truncated()
            ? String.format(
                Locale.ROOT,
                "the %,d longest of %s and what they lie within (--limit)",
                longest.rows().size(),
                all)
            : all)
        + " · lake version "
        + longest.snapshot();
  }

  private void ancestors(TableQuery real) {
    for (int level = 0; level < MOST_LEVELS; level++) {
      String missing =
          found.values().stream()
              .map(Waterfall.Span::parent)
              .filter(parent -> parent != null && !found.containsKey(parent))
              .distinct()
              .map(RunNames::text)
              .collect(Collectors.joining(", "));
      int before = found.size();
      if (!missing.isEmpty()) {
        add(real.where("span_id in (" + missing + ")").fetch());
      }
      if (found.size() == before) {
        return;
      }
    }
  }

  private void add(Result result) {
    for (List<@Nullable Object> row : result.rows()) {
      Instant start = row.get(4) instanceof Instant time ? time : null;
      if (start != null && (began == null || start.isBefore(began))) {
        began = start;
      }
      if (row.get(9) instanceof String service) {
        services.add(service + (row.get(10) instanceof String version ? " " + version : ""));
      }
      String message = row.get(7) instanceof String text ? text : "";
      Waterfall.Span span =
          new Waterfall.Span(
              String.valueOf(row.get(0)),
              String.valueOf(row.get(1)),
              row.get(2) instanceof String parent ? parent : null,
              String.valueOf(row.get(3)),
              start == null
                  ? null
                  : ChronoUnit.MICROS.between(Instant.EPOCH, start) * NANOS_A_MICRO,
              row.get(5) instanceof Long nanos ? nanos : null,
              "error".equals(row.get(6)) ? message : null,
              verbose ? attributes(row.get(8)) : Map.of());
      found.put(span.id(), span);
    }
  }

  private static Map<String, Object> attributes(@Nullable Object map) {
    Map<String, Object> attributes = new TreeMap<>();
    if (map instanceof Map<?, ?> values) {
      values.forEach(
          (key, value) -> {
            Object text = value instanceof Map<?, ?> typed ? typed.get("value") : value;
            attributes.put(String.valueOf(key), String.valueOf(text));
          });
    }
    return attributes;
  }

  /** What is known to be missing. */
  private void notes() {
    Result marks =
        spans
            .where("span_id is null or name = '" + TRUNCATED + "'")
            .columns("name", "status_message", "attributes")
            .fetch();
    for (List<@Nullable Object> mark : marks.rows()) {
      String note =
          TRUNCATED.equals(mark.get(0))
              ? "the file reached its limit: spans that are missing: "
                  + attributes(mark.get(2)).getOrDefault("peak.telemetry.spans_cut", "some")
              : String.valueOf(mark.get(1));
      output.line(output.style().red(Visible.line(note)));
    }
  }
}
