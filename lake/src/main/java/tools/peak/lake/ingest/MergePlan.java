package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.evidence.Problem;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.write.StagedRun;

/**
 * What becomes of each run of a batch, by what the index says at a moment.
 *
 * @param removed runs whose folder holds another one now
 */
record MergePlan(List<Step> steps, List<RunIndex.Entry> removed) {

  /** What becomes of one run. */
  record Step(StagedRun run, MergeAction action) {
    boolean isWritten() {
      return switch (action) {
        case MergeAction.Insert _, MergeAction.Replace _, MergeAction.Refresh _ -> true;
        case MergeAction.Unchanged _,
            MergeAction.Skip _,
            MergeAction.Held _,
            MergeAction.Purged _,
            MergeAction.Refuse _ ->
            false;
      };
    }

    /** Whether the lake holds the run as it was read, once the plan is done. */
    boolean isPresent() {
      return isWritten() || action instanceof MergeAction.Unchanged;
    }
  }

  /** The runs whose rows are written. */
  List<StagedRun> written() {
    return steps.stream().filter(Step::isWritten).map(Step::run).toList();
  }

  /** The runs that the lake holds as they were read, once the plan is done. */
  List<StagedRun> present() {
    return steps.stream().filter(Step::isPresent).map(Step::run).toList();
  }

  /** What the lake holds of runs that are replaced. */
  List<RunIndex.Entry> replaced() {
    return steps.stream()
        .flatMap(
            step ->
                switch (step.action()) {
                  case MergeAction.Replace(RunIndex.Entry old) -> Stream.of(old);
                  case MergeAction.Refresh(RunIndex.Entry old) -> Stream.of(old);
                  case MergeAction.Insert _,
                      MergeAction.Unchanged _,
                      MergeAction.Skip _,
                      MergeAction.Held _,
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
