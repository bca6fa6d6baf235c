package tools.peak.cli.command.keep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.cli.output.Sizes;
import tools.peak.cli.output.Visible;
import tools.peak.lake.retention.PlannedRun;
import tools.peak.lake.retention.RetentionPlan;

/** Shows a plan: by rule, then the youngest runs that would go; or run by run. */
final class PlanReport {
  private static final int YOUNGEST = 10;

  private final RetentionPlan plan;

  PlanReport(RetentionPlan plan) {
    this.plan = plan;
  }

  void print(Invocation invocation, boolean runs) {
    RowWriter rows =
        (invocation.json() ? Format.JSON : Format.TABLE)
            .open(
                invocation.output(),
                Long.toString(plan.version()),
                runs
                    ? List.of("run_id", "rule", "action", "reason", "bytes")
                    : List.of("rule", "runs", "bytes", "oldest", "youngest"));
    if (runs) {
      plan.runs().forEach(run -> rows.row(row(run)));
    } else {
      plan.byRule().forEach(rule -> rows.row(row(rule)));
    }
    rows.also("plan", plan.id());
    rows.also("youngest", plan.youngest(YOUNGEST).stream().map(PlanReport::shown).toList());
    rows.also("unmatched", plan.unmatched());
    rows.end(false, "");
    if (!invocation.json()) {
      notes(invocation, runs);
    }
  }

  private static List<@Nullable Object> row(PlannedRun run) {
    return java.util.Arrays.asList(
        run.runId(),
        run.rule(),
        run.action().name().toLowerCase(Locale.ROOT),
        run.reason(),
        run.bytes());
  }

  private static List<@Nullable Object> row(RetentionPlan.Taken rule) {
    return java.util.Arrays.asList(
        rule.rule(), rule.runs(), rule.bytes(), rule.oldest(), rule.youngest());
  }

  private static Map<String, @Nullable Object> shown(PlannedRun run) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("run_id", run.runId());
    shown.put("timestamp", run.timestamp());
    return shown;
  }

  private void notes(Invocation invocation, boolean runs) {
    List<PlannedRun> youngest = plan.youngest(YOUNGEST);
    if (!runs && !youngest.isEmpty()) {
      invocation.output().line("");
      invocation.output().line("The youngest that would go:");
      for (PlannedRun run : youngest) {
        String time = run.timestamp() == null ? "no timestamp" : String.valueOf(run.timestamp());
        invocation.output().line(Visible.line("  " + time + "  " + run.runId()));
      }
    }
    List<PlannedRun> taken = plan.taken();
    long kept = plan.runs().size() - (long) taken.size();
    StringBuilder line = new StringBuilder("plan " + plan.id() + ": ");
    line.append(
        taken.isEmpty()
            ? "nothing goes"
            : String.format(
                Locale.ROOT,
                taken.size() == 1 ? "%,d run goes, %s" : "%,d runs go, %s",
                taken.size(),
                Sizes.of(taken.stream().mapToLong(PlannedRun::bytes).sum())));
    if (kept > 0) {
      line.append(
          String.format(Locale.ROOT, " · %,d stay all the same%s", kept, runs ? "" : ": --runs"));
    }
    if (plan.unmatched() > 0) {
      line.append(String.format(Locale.ROOT, " · %,d that no rule is for", plan.unmatched()));
    }
    invocation.output().line("");
    invocation.output().line(line.toString());
    if (!taken.isEmpty()) {
      invocation.output().notice("apply it: peak retention apply " + plan.id());
    }
  }
}
