package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.write.StagedRun;

/** What becomes of each run of a batch, by what the index says at a moment. */
record MergePlan(List<Step> steps) {

  /** What becomes of one run. */
  record Step(StagedRun run, MergeAction action) {}

  static MergePlan of(List<StagedRun> runs, RunIndex index, IngestOptions options) {
    Map<String, RunIndex.Entry> known = index.find(runs.stream().map(StagedRun::runId).toList());
    boolean tombstones = !options.restorePurged() && index.hasTombstones();
    Map<String, StagedRun> winners = new HashMap<>();
    List<Step> steps = new ArrayList<>(runs.size());
    for (StagedRun run : runs) {
      MergeAction action = against(run, known.get(run.runId()), index, options);
      if (isWritten(action)) {
        if (tombstones && index.isPurged(run.runId(), run.digest())) {
          action = new MergeAction.Purged();
        } else {
          StagedRun other = winners.putIfAbsent(run.runId(), run);
          if (other != null) {
            action =
                new MergeAction.Refuse(new Problem.DuplicateRunId(run.runId(), other.sourcePath()));
          }
        }
      }
      steps.add(new Step(run, action));
    }
    steps.replaceAll(step -> beside(step, winners));
    return new MergePlan(steps);
  }

  /** A copy of what this batch brings is no conflict, even if the lake held something else. */
  private static Step beside(Step step, Map<String, StagedRun> winners) {
    StagedRun winner = winners.get(step.run().runId());
    return step.action() instanceof MergeAction.Refuse
            && winner != null
            && winner.digest().equals(step.run().digest())
        ? new Step(step.run(), new MergeAction.Unchanged())
        : step;
  }

  private static MergeAction against(
      StagedRun run, RunIndex.@Nullable Entry known, RunIndex index, IngestOptions options) {
    if (known == null) {
      return new MergeAction.Insert();
    }
    if (known.digest().equals(run.digest())) {
      return hasOtherTelemetry(run, known, index, options)
          ? new MergeAction.ReplaceTelemetry(known)
          : new MergeAction.Unchanged();
    }
    if (!known.sourcePath().equals(run.sourcePath())) {
      return new MergeAction.Refuse(new Problem.DuplicateRunId(run.runId(), known.sourcePath()));
    }
    return switch (options.onConflict()) {
      case REPLACE -> new MergeAction.Replace(known);
      case SKIP -> new MergeAction.Skip();
      case FAIL ->
          throw new LakeException(
              Code.CONFLICT,
              run.sourcePath()
                  + ": run "
                  + run.runId()
                  + " is in the lake with other content (--on-conflict fail)");
    };
  }

  /** Telemetry that was deleted from the folder stays in the lake. */
  private static boolean hasOtherTelemetry(
      StagedRun run, RunIndex.Entry known, RunIndex index, IngestOptions options) {
    String telemetry = run.telemetryDigest();
    return telemetry != null
        && options.onConflict() == OnConflict.REPLACE
        && known.sourcePath().equals(run.sourcePath())
        && !index.telemetry(run.runId()).equals(Optional.of(telemetry));
  }

  private static boolean isWritten(MergeAction action) {
    return switch (action) {
      case MergeAction.Insert _, MergeAction.Replace _, MergeAction.ReplaceTelemetry _ -> true;
      case MergeAction.Unchanged _,
          MergeAction.Skip _,
          MergeAction.Purged _,
          MergeAction.Refuse _ ->
          false;
    };
  }

  /** The runs whose rows are written. */
  List<StagedRun> written() {
    return steps.stream().filter(step -> isWritten(step.action())).map(Step::run).toList();
  }

  /** The runs that the lake holds as they were read, once the plan is done. */
  List<StagedRun> held() {
    return steps.stream()
        .filter(step -> isWritten(step.action()) || step.action() instanceof MergeAction.Unchanged)
        .map(Step::run)
        .toList();
  }

  /** What the lake holds of runs that are replaced. */
  List<RunIndex.Entry> replaced() {
    return steps.stream()
        .flatMap(
            step ->
                switch (step.action()) {
                  case MergeAction.Replace(RunIndex.Entry old) -> Stream.of(old);
                  case MergeAction.ReplaceTelemetry(RunIndex.Entry old) -> Stream.of(old);
                  case MergeAction.Insert _,
                      MergeAction.Unchanged _,
                      MergeAction.Skip _,
                      MergeAction.Purged _,
                      MergeAction.Refuse _ ->
                      Stream.empty();
                })
        .toList();
  }

  /** What is refused for what the lake or the batch holds. */
  List<Reject> rejects() {
    List<Reject> rejects = new ArrayList<>();
    for (Step step : steps) {
      if (step.action() instanceof MergeAction.Refuse(Problem problem)) {
        rejects.add(new Reject(step.run().sourcePath(), step.run().runId(), List.of(problem)));
      }
    }
    return rejects;
  }

  /** The paths that nothing is wrong with. */
  List<String> accepted() {
    return steps.stream()
        .filter(step -> !(step.action() instanceof MergeAction.Refuse))
        .map(step -> step.run().sourcePath())
        .toList();
  }

  long count(Class<? extends MergeAction> kind) {
    return steps.stream().map(Step::action).filter(kind::isInstance).count();
  }
}
