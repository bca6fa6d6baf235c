package tools.peak.lake.retention;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Plans;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.write.BatchWriter;
import tools.peak.lake.write.FileChange;

/**
 * What of a lake may go, and when. Nothing goes but by a plan: it is made and shown, then applied
 * as it was shown, or refused because the lake has moved. The folders that runs were read from stay
 * where they are.
 */
public final class Retention {
  private final Catalog catalog;
  private final TableStore tables;
  private final Supplier<BatchWriter> writer;
  private final Queries queries;
  private final Clock clock;

  /** Of a lake; its parts are the lake's. */
  public Retention(
      Catalog catalog,
      TableStore tables,
      Supplier<BatchWriter> writer,
      Queries queries,
      Clock clock) {
    this.catalog = catalog;
    this.tables = tables;
    this.writer = writer;
    this.queries = queries;
    this.clock = clock;
  }

  /**
   * What applying a plan did.
   *
   * @param bytes the share of the files that no version from this on names; on disk they stay until
   *     older versions expire
   * @param version the version that it made
   */
  public record Applied(String plan, long purged, long stripped, long bytes, long version) {}

  /**
   * What taking a plan back did.
   *
   * @param restored how many runs came back
   * @param present how many were back already
   * @param version the version that it made
   */
  public record Restored(String plan, long restored, long present, long version) {}

  /** The lake's rules. */
  public PolicyFile policy() {
    return new PolicyFile(catalog.folder().settings(), queries);
  }

  /** Makes the plan of the lake's rules, for now. */
  public RetentionPlan plan(boolean all) {
    return plan(clock.instant(), all);
  }

  /**
   * Makes the plan of the lake's rules and keeps it.
   *
   * @param at the time that ages are counted from
   * @param all whether a rule may take every run
   * @throws LakeException if there are no rules, one is wrong, or time stands before the lake's
   *     newest version
   */
  public RetentionPlan plan(Instant at, boolean all) {
    RetentionPolicy policy = policy().read();
    if (policy.rules().isEmpty()) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          catalog.folder().settings()
              + " has no rules: all runs stay (peak retention policy default writes the usual"
              + " ones)");
    }
    LakeVersion version = catalog.current();
    if (at.isBefore(version.committedAt())) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "the clock says %s, and the lake's newest version is of %s: set the clock right"
              .formatted(at, version.committedAt()));
    }
    return keep(document(version.number(), at, policy, policy().text(), all));
  }

  private PlanDocument document(
      long version, Instant at, RetentionPolicy policy, String text, boolean all) {
    RetentionPlanner planner = planner(view(version), at);
    List<PlannedRun> runs = planner.plan(policy, all);
    return PlanDocument.of(
        version,
        at,
        policy.rules().stream().map(RetentionRule::name).toList(),
        runs,
        planner.unmatched(policy),
        PlanDocument.RETENTION,
        Optional.of(text));
  }

  private RetentionPlanner planner(View view, Instant at) {
    return catalog.read(
        moment ->
            new RetentionPlanner(
                queries, view, moment.holds().all(), moment.runs().stripped(), at));
  }

  private View view(long version) {
    return queries.snapshots().at(AsOf.version(version));
  }

  /**
   * Makes a plan that deletes the runs that fulfil a condition, and keeps it.
   *
   * @param reason why, for those who ask later
   * @param all whether it may be every run
   */
  public RetentionPlan planDelete(String where, String reason, boolean all) {
    return keep(deletion(queries.runs().where(where), reason, all));
  }

  /** The same of runs by their ids; ids that the lake does not have are passed over. */
  public RetentionPlan planDelete(Collection<String> runIds, String reason, boolean all) {
    return planDelete(Texts.in("run_id", runIds), reason, all);
  }

  private PlanDocument deletion(TableQuery chosen, String reason, boolean all) {
    View view = view(catalog.current().number());
    Set<String> held = catalog.read(moment -> moment.holds().all());
    List<PlannedRun> runs = DeletionPlanner.plan(chosen, view, held, reason);
    if (!all && runs.size() > 1 && runs.size() == queries.runs().count()) {
      throw LakeException.about(
          "every run", Code.INVALID_REQUEST, "this would delete every run of the lake");
    }
    return PlanDocument.of(
        view.version(),
        clock.instant(),
        List.of(PlanDocument.DELETE),
        runs,
        0,
        PlanDocument.DELETE,
        Optional.empty());
  }

  private RetentionPlan keep(PlanDocument document) {
    catalog.upgrade();
    boolean _ =
        catalog.change(
            "plan",
            change -> {
              change.plans().save(document.toKeep());
              return true;
            });
    return document.plan();
  }

  /**
   * Does what a plan says.
   *
   * @throws LakeException if there is no such plan, it was applied before, or the lake has moved so
   *     that it would be another
   */
  public Applied apply(String id) {
    Plans.Plan kept = kept(id);
    if (kept.applied() != null) {
      throw new LakeException(
          Code.CONFLICT,
          "plan " + id + " was applied in version " + kept.applied() + ": make a new one");
    }
    PlanDocument document = PlanDocument.read(kept);
    RetentionPlan plan = document.plan();
    PlanApplication application = new PlanApplication(tables, writer.get());
    for (; ; ) {
      long version = catalog.current().number();
      requireSame(document, version);
      long[] made = {0};
      boolean isDone =
          FileChange.make(
              catalog,
              writer.get(),
              kept.kind().equals(PlanDocument.DELETE) ? "delete" : "retention apply",
              (change, written) -> {
                if (change.nextVersion() != version + 1) {
                  return false; // another was faster: look again
                }
                made[0] = change.nextVersion();
                application.apply(plan, change, written);
                return true;
              });
      if (isDone) {
        return new Applied(
            id,
            count(plan, PlannedRun.Action.PURGE),
            count(plan, PlannedRun.Action.STRIP),
            plan.taken().stream().mapToLong(PlannedRun::bytes).sum(),
            made[0]);
      }
    }
  }

  /** The folders that the runs that a plan purges were read from, as far as they exist. */
  public List<Path> folders(String id) {
    List<String> purged =
        PlanDocument.read(kept(id)).plan().runs().stream()
            .filter(run -> run.action() == PlannedRun.Action.PURGE)
            .map(PlannedRun::runId)
            .toList();
    return catalog.read(moment -> moment.runs().find(purged)).values().stream()
        .map(run -> Path.of(run.sourcePath()))
        .filter(Files::isDirectory)
        .sorted()
        .toList();
  }

  private static long count(RetentionPlan plan, PlannedRun.Action action) {
    return plan.runs().stream().filter(run -> run.action() == action).count();
  }

  private Plans.Plan kept(String id) {
    return catalog
        .read(moment -> moment.plans().find(id))
        .filter(PlanDocument::isOfRuns)
        .orElseThrow(() -> new LakeException(Code.INVALID_REQUEST, "no plan " + id));
  }

  /** The same plan, made of the lake as it is now. */
  private void requireSame(PlanDocument document, long version) {
    RetentionPlan plan = document.plan();
    if (plan.version() == version) {
      return;
    }
    List<PlannedRun> now =
        document.policy().isPresent()
            ? planner(view(version), plan.at())
                .plan(RetentionPolicy.parse("the plan's rules", document.policy().get()), true)
            : deletion(
                    queries
                        .runs()
                        .where(
                            Texts.in(
                                "run_id", plan.runs().stream().map(PlannedRun::runId).toList())),
                    "",
                    true)
                .plan()
                .runs();
    PlanDifference difference = PlanDifference.between(plan.runs(), now);
    if (!difference.isNone()) {
      throw new LakeException(
          Code.CONFLICT,
          "the lake has moved since plan %s was made of version %s: %s; make a new plan"
              .formatted(plan.id(), plan.version(), difference.words()));
    }
  }

  /** The newest plan that was applied and not taken back. */
  public Optional<String> newestApplied() {
    return newestInForce().map(Plans.Plan::id);
  }

  Optional<Plans.Plan> newestInForce() {
    return catalog.read(moment -> moment.plans().inForce()).stream()
        .filter(PlanDocument::isOfRuns)
        .findFirst();
  }

  /**
   * Brings back what a plan took, in a new version.
   *
   * @throws LakeException if there is no such plan, it is not in force, or what it took is gone
   */
  public Restored undo(String id) {
    return undo(id, "retention undo");
  }

  /**
   * The same under a name.
   *
   * @param operation what the version and the audit call it
   */
  Restored undo(String id, String operation) {
    Plans.Plan kept = kept(id);
    Long applied = kept.applied();
    if (applied == null || kept.undone() != null) {
      throw new LakeException(
          Code.CONFLICT,
          applied == null
              ? "plan " + id + " was never applied"
              : "plan " + id + " was taken back in version " + kept.undone());
    }
    RetentionPlan plan = PlanDocument.read(kept).plan();
    LakeVersion before =
        catalog
            .version(applied - 1)
            .orElseThrow(
                () ->
                    new LakeException(
                        Code.INVALID_REQUEST,
                        "what plan %s took is gone for good since version %s of the lake, in which version %s expired"
                            .formatted(
                                id,
                                catalog
                                    .read(moment -> moment.history().expiredBy(applied - 1))
                                    .orElse(applied),
                                applied - 1)));
    PlanUndo undo = new PlanUndo(plan, new EarlierRuns(before, queries, tables, writer.get()));
    long[] made = {0};
    long restored =
        FileChange.make(
            catalog,
            writer.get(),
            operation,
            (change, written) -> {
              made[0] = change.nextVersion();
              long back = undo.restore(change, written);
              change.plans().undo(id);
              return back;
            });
    return new Restored(id, restored, plan.taken().size() - restored, made[0]);
  }

  /**
   * Holds runs: no rule and no deletion takes them, and no ingest replaces them.
   *
   * @param by who says so
   * @throws LakeException if the lake has not all of them
   */
  public void hold(Collection<String> runIds, String reason, String by) {
    if (reason.isBlank()) {
      throw new LakeException(Code.INVALID_REQUEST, "a hold needs a reason");
    }
    catalog.upgrade();
    boolean _ =
        catalog.change(
            "hold add",
            change -> {
              Set<String> there = change.runs().find(runIds).keySet();
              for (String runId : runIds) {
                if (!there.contains(runId)) {
                  throw new LakeException(Code.NO_RUN, "no run " + runId + " in the lake");
                }
              }
              change.holds().add(runIds, reason, by);
              var _ = change.deed().runs("runs", runIds).text("reason", reason);
              return true;
            });
  }

  /**
   * Releases runs.
   *
   * @return how many of them were held
   */
  public int release(Collection<String> runIds) {
    catalog.upgrade();
    return catalog.change(
        "hold remove",
        change -> {
          var _ = change.deed().runs("runs", change.holds().of(runIds));
          return change.holds().release(runIds);
        });
  }
}
