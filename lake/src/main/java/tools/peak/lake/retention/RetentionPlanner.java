package tools.peak.lake.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.plan.View;

/** Works out what rules take of a version of the lake. */
final class RetentionPlanner {
  private final TableQuery runs;
  private final Set<String> held;
  private final Set<String> stripped;
  private final Instant now;
  private final PartitionBytes bytes;
  private final Set<String> decided = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private final List<PlannedRun> planned = new ArrayList<>();

  /**
   * @param held the runs that nothing takes
   * @param stripped the runs of which nothing but their row is left
   */
  RetentionPlanner(
      Queries queries, View view, Set<String> held, Set<String> stripped, Instant now) {
    this.runs = queries.runs().byCurrentNames().asOf(AsOf.version(view.version()));
    this.held = held;
    this.stripped = stripped;
    this.now = now;
    this.bytes = new PartitionBytes(view);
  }

  /**
   * The plan of a policy.
   *
   * @param all whether a rule may take every run
   * @throws LakeException if a rule's filter is none, or a rule would take every run
   */
  List<PlannedRun> plan(RetentionPolicy policy, boolean all) {
    long count = runs.count();
    for (RetentionRule rule : policy.rules()) {
      int before = planned.size();
      try {
        add(rule);
      } catch (LakeException e) {
        throw new LakeException(e.code(), "rule '" + rule.name() + "': " + e.getMessage(), e);
      }
      long taken = planned.stream().skip(before).filter(PlannedRun::isTaken).count();
      if (taken == count && count > 0 && !all) {
        throw LakeException.about(
            "every run",
            LakeException.Code.INVALID_REQUEST,
            "the rule '%s' would take every run of the lake".formatted(rule.name()));
      }
    }
    return planned;
  }

  /** How many runs no rule is for. */
  long unmatched(RetentionPolicy policy) {
    if (policy.rules().stream().anyMatch(rule -> rule.conditions().isEmpty())) {
      return 0;
    }
    String any =
        policy.rules().stream()
            .map(rule -> "(" + String.join(") and (", rule.conditions()) + ")")
            .collect(Collectors.joining(") or (", "(", ")"));
    return runs.count() - runs.where(any).count();
  }

  private void add(RetentionRule rule) {
    TableQuery selected = runs;
    for (String condition : rule.conditions()) {
      selected = selected.where(condition);
    }
    Set<String> top =
        rule.exceptTop().isPresent() ? top(rule.exceptTop().get(), selected) : Set.of();
    if (rule.olderThan().isEmpty()) {
      stays(selected);
    } else {
      Instant before = rule.olderThan().get().before(now);
      TableQuery asked =
          selected
              .where(
                  "timestamp is null or timestamp < '%s' or timestamp > '%s'"
                      .formatted(before, now))
              .columns("run_id", "stage", "timestamp");
      try (Rows rows = asked.stream()) {
        for (List<@Nullable Object> row : rows) {
          Instant timestamp = row.get(2) instanceof Instant time ? time : null;
          boolean isOld = timestamp != null && timestamp.isBefore(before);
          decide(rule, String.valueOf(row.get(0)), (String) row.get(1), timestamp, isOld, top);
        }
      }
    }
    decided.addAll(top);
  }

  private void stays(TableQuery selected) {
    try (Rows rows = selected.columns("run_id").stream()) {
      rows.forEach(row -> decided.add(String.valueOf(row.getFirst())));
    }
  }

  private void decide(
      RetentionRule rule,
      String runId,
      @Nullable String stage,
      @Nullable Instant timestamp,
      boolean isOld,
      Set<String> top) {
    if (decided.contains(runId) || (rule.keepsStats() && stripped.contains(runId))) {
      return;
    }
    if (isOld) {
      boolean _ = decided.add(runId);
    }
    String reason = staysFor(rule, runId, timestamp, top);
    if (reason.isEmpty()) {
      PlannedRun.Action action =
          rule.keepsStats() ? PlannedRun.Action.STRIP : PlannedRun.Action.PURGE;
      String age = "older than " + rule.olderThan().orElseThrow().text();
      long share = bytes.of(stage, timestamp, rule.keepsStats());
      planned.add(new PlannedRun(runId, rule.name(), action, age, share, timestamp));
    } else if (told.add(runId)) {
      planned.add(new PlannedRun(runId, rule.name(), PlannedRun.Action.KEEP, reason, 0, timestamp));
    }
  }

  /** Why a run stays; empty if it goes. */
  private String staysFor(
      RetentionRule rule, String runId, @Nullable Instant timestamp, Set<String> top) {
    if (held.contains(runId)) {
      return "held";
    }
    if (top.contains(runId)) {
      return rule.exceptTop().orElseThrow().reason();
    }
    if (timestamp == null) {
      return "no timestamp";
    }
    return timestamp.isAfter(now) ? "dated in the future" : "";
  }

  /** The best of each group, in Peak's order: it is not left to an engine's idea of NaN. */
  private static Set<String> top(RetentionRule.Top top, TableQuery selected) {
    List<String> columns = new ArrayList<>(List.of("run_id"));
    top.per().ifPresent(columns::add);
    Map<Object, Long> sizes = new HashMap<>();
    if (top.count() < 0) {
      try (Rows rows = selected.columns(columns).stream()) {
        rows.forEach(row -> sizes.merge(group(row), 1L, Long::sum));
      }
    }
    Map<Object, Long> seen = new HashMap<>();
    Set<String> best = new HashSet<>();
    try (Rows rows = selected.columns(columns).orderBy(top.by()).stream()) {
      for (List<@Nullable Object> row : rows) {
        Object group = group(row);
        if (seen.merge(group, 1L, Long::sum) <= top.of(sizes.getOrDefault(group, Long.MAX_VALUE))) {
          best.add(String.valueOf(row.getFirst()));
        }
      }
    }
    return best;
  }

  private static Object group(List<@Nullable Object> row) {
    return row.subList(1, row.size());
  }
}
