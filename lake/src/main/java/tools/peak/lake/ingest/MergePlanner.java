package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Notice;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Problem;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Holds;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.write.StagedRun;

/** Decides what becomes of the runs of a batch. */
final class MergePlanner {
  private final RunIndex index;
  private final RunSource source;
  private final IngestOptions options;
  private final Set<String> held;
  private final Set<String> stripped;
  private final Map<String, RunIndex.Entry> known;

  /** What the folders of the batch held before, where that was another run. */
  private final Map<String, RunIndex.Entry> before = new HashMap<>();

  private MergePlanner(
      Batch batch, RunIndex index, Holds holds, RunSource source, IngestOptions options) {
    this.index = index;
    this.held = holds.all();
    this.stripped = index.stripped();
    this.source = source;
    this.options = options;
    this.known = index.find(batch.runs().stream().map(StagedRun::runId).toList());
    Map<String, RunIndex.Source> sources =
        batch.readBefore().isEmpty() ? Map.of() : index.sources(batch.readBefore());
    for (StagedRun run : batch.runs()) {
      RunIndex.Source last = sources.get(run.sourcePath());
      if (last != null && !last.runId().equals(run.runId())) {
        index
            .find(last.runId())
            .filter(entry -> entry.sourcePath().equals(run.sourcePath()))
            .ifPresent(entry -> before.put(run.sourcePath(), entry));
      }
    }
  }

  static MergePlan plan(
      Batch batch, RunIndex index, Holds holds, RunSource source, IngestOptions options) {
    return new MergePlanner(batch, index, holds, source, options).plan(batch.runs());
  }

  private MergePlan plan(List<StagedRun> runs) {
    boolean tombstones = !options.restorePurged() && index.hasTombstones();
    Map<String, StagedRun> winners = new HashMap<>();
    List<MergePlan.Step> steps = new ArrayList<>(runs.size());
    for (StagedRun run : runs) {
      MergePlan.Step step = new MergePlan.Step(run, against(run, known.get(run.runId())));
      if (step.isWritten()) {
        if (tombstones && index.isPurged(run.runId(), run.digest())) {
          step = new MergePlan.Step(run, new MergeAction.Purged());
        } else {
          StagedRun other = winners.putIfAbsent(run.runId(), run);
          if (other != null) {
            Problem problem = new Problem.DuplicateRunId(run.runId(), other.sourcePath());
            step = new MergePlan.Step(run, new MergeAction.Refuse(problem));
          }
        }
      }
      steps.add(step);
    }
    steps.replaceAll(step -> beside(step, winners));
    return new MergePlan(steps, before.isEmpty() ? List.of() : removed(steps));
  }

  /** A copy of what this batch brings is no conflict, even if the lake held something else. */
  private static MergePlan.Step beside(MergePlan.Step step, Map<String, StagedRun> winners) {
    StagedRun winner = winners.get(step.run().runId());
    return step.action() instanceof MergeAction.Refuse
            && winner != null
            && winner.digest().equals(step.run().digest())
        ? new MergePlan.Step(step.run(), new MergeAction.Unchanged())
        : step;
  }

  private MergeAction against(StagedRun run, RunIndex.@Nullable Entry known) {
    if (known == null) {
      return new MergeAction.Insert();
    }
    if (known.digest().equals(run.digest())) {
      boolean isStale =
          stripped.contains(run.runId())
              ? options.restorePurged()
              : hasOtherTelemetry(run, known) || hasMoved(run, known);
      return isStale ? new MergeAction.Refresh(known) : new MergeAction.Unchanged();
    }
    if (!known.sourcePath().equals(run.sourcePath())) {
      return new MergeAction.Refuse(new Problem.DuplicateRunId(run.runId(), known.sourcePath()));
    }
    if (held.contains(run.runId())) {
      return new MergeAction.Held();
    }
    return switch (options.onConflict()) {
      case REPLACE -> new MergeAction.Replace(known);
      case SKIP -> new MergeAction.Skip();
      case FAIL ->
          throw LakeException.about(
              "conflicts",
              Code.CONFLICT,
              run.sourcePath() + ": run " + run.runId() + " is in the lake with other content");
    };
  }

  /** Telemetry that was deleted from the folder stays in the lake. */
  private boolean hasOtherTelemetry(StagedRun run, RunIndex.Entry known) {
    String telemetry = run.telemetryDigest();
    return telemetry != null
        && options.onConflict() == OnConflict.REPLACE
        && known.sourcePath().equals(run.sourcePath())
        && !index.telemetry(run.runId()).equals(Optional.of(telemetry));
  }

  /** A copy beside what it was copied from has not; nor one that left its telemetry behind. */
  private boolean hasMoved(StagedRun run, RunIndex.Entry known) {
    return !known.sourcePath().equals(run.sourcePath())
        && (run.telemetryDigest() != null || index.telemetry(run.runId()).isEmpty())
        && (before.containsKey(known.sourcePath()) || source.isGone(known.sourcePath()));
  }

  /**
   * The runs that lie in no folder now, because theirs holds another; told in that one's notices.
   */
  private List<RunIndex.Entry> removed(List<MergePlan.Step> steps) {
    Set<String> present = new HashSet<>();
    steps.stream()
        .filter(MergePlan.Step::isPresent)
        .forEach(step -> present.add(step.run().runId()));
    List<RunIndex.Entry> removed = new ArrayList<>();
    steps.replaceAll(
        step -> {
          RunIndex.Entry old = before.get(step.run().sourcePath());
          if (old == null
              || !step.isPresent()
              || present.contains(old.runId())
              || held.contains(old.runId())
              || isElsewhere(old)) {
            return step;
          }
          return switch (options.onConflict()) {
            case REPLACE -> {
              removed.add(old);
              yield new MergePlan.Step(step.run().with(notice(old)), step.action());
            }
            case SKIP -> step;
            case FAIL ->
                throw LakeException.about(
                    "conflicts",
                    Code.CONFLICT,
                    "%s: it holds run %s now, and is in the lake as run %s"
                        .formatted(old.sourcePath(), step.run().runId(), old.runId()));
          };
        });
    return removed;
  }

  private boolean isElsewhere(RunIndex.Entry run) {
    return index.pathsOf(run.runId()).stream()
        .anyMatch(path -> !path.equals(run.sourcePath()) && !source.isGone(path));
  }

  private static Notice notice(RunIndex.Entry old) {
    return new Notice(
        EvidenceFiles.SNAPSHOT,
        NoticeCode.RUN_ID_CHANGED,
        "this folder held run " + old.runId() + " before, which is no longer in the lake");
  }
}
