package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Rejects.Refusal;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.write.BatchRun;

/** What becomes of each run of a batch, by what the index says at a moment. */
record Decisions(Map<Candidate, Verdict> verdicts) {

  static Decisions of(List<Candidate> candidates, RunIndex index, IngestOptions options) {
    Map<String, RunIndex.Entry> known =
        index.find(candidates.stream().map(Candidate::runId).toList());
    boolean tombstones = !options.restorePurged() && index.hasTombstones();
    Map<String, Candidate> winners = new HashMap<>();
    Map<Candidate, Verdict> verdicts = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      Verdict verdict = against(candidate, known.get(candidate.runId()), index, options);
      if (isWritten(verdict)) {
        if (tombstones && index.isPurged(candidate.runId(), candidate.digest())) {
          verdict = new Verdict.Purged();
        } else {
          Candidate other = winners.putIfAbsent(candidate.runId(), candidate);
          if (other != null) {
            verdict =
                new Verdict.Refuse(new Problem.DuplicateRunId(candidate.runId(), other.path()));
          }
        }
      }
      verdicts.put(candidate, verdict);
    }
    verdicts.replaceAll((candidate, verdict) -> beside(candidate, verdict, winners));
    return new Decisions(verdicts);
  }

  /** A copy of what this batch brings is no conflict, even if the lake held something else. */
  private static Verdict beside(
      Candidate candidate, Verdict verdict, Map<String, Candidate> winners) {
    Candidate winner = winners.get(candidate.runId());
    return verdict instanceof Verdict.Refuse
            && winner != null
            && winner.digest().equals(candidate.digest())
        ? new Verdict.Unchanged()
        : verdict;
  }

  private static Verdict against(
      Candidate candidate, RunIndex.@Nullable Entry known, RunIndex index, IngestOptions options) {
    if (known == null) {
      return new Verdict.Add();
    }
    if (known.digest().equals(candidate.digest())) {
      return isRetold(candidate, known, index, options)
          ? new Verdict.Retell(known)
          : new Verdict.Unchanged();
    }
    if (!known.sourcePath().equals(candidate.path())) {
      return new Verdict.Refuse(new Problem.DuplicateRunId(candidate.runId(), known.sourcePath()));
    }
    return switch (options.onConflict()) {
      case REPLACE -> new Verdict.Replace(known);
      case SKIP -> new Verdict.Skip();
      case FAIL ->
          throw new LakeException(
              Code.CONFLICT,
              candidate.path()
                  + ": run "
                  + candidate.runId()
                  + " is in the lake with other content (--on-conflict fail)");
    };
  }

  /** Telemetry that was deleted from the folder stays in the lake. */
  private static boolean isRetold(
      Candidate candidate, RunIndex.Entry known, RunIndex index, IngestOptions options) {
    String telemetry = candidate.telemetry();
    return telemetry != null
        && options.onConflict() == OnConflict.REPLACE
        && known.sourcePath().equals(candidate.path())
        && !index.telemetry(candidate.runId()).equals(Optional.of(telemetry));
  }

  /** The runs to be written. */
  List<BatchRun> written() {
    List<BatchRun> runs = new ArrayList<>();
    verdicts.forEach(
        (candidate, verdict) -> {
          if (isWritten(verdict)) {
            runs.add(candidate.run());
          }
        });
    return runs;
  }

  private static boolean isWritten(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Add _, Verdict.Replace _, Verdict.Retell _ -> true;
      case Verdict.Unchanged _, Verdict.Skip _, Verdict.Purged _, Verdict.Refuse _ -> false;
    };
  }

  /** What the lake holds of runs that are replaced. */
  List<RunIndex.Entry> replaced() {
    return verdicts.values().stream()
        .flatMap(
            verdict ->
                switch (verdict) {
                  case Verdict.Replace(RunIndex.Entry old) -> Stream.of(old);
                  case Verdict.Retell(RunIndex.Entry old) -> Stream.of(old);
                  case Verdict.Add _,
                      Verdict.Unchanged _,
                      Verdict.Skip _,
                      Verdict.Purged _,
                      Verdict.Refuse _ ->
                      Stream.empty();
                })
        .toList();
  }

  /** The folders that are refused for what the lake or the batch holds. */
  List<Refusal> refusals() {
    List<Refusal> refusals = new ArrayList<>();
    verdicts.forEach(
        (candidate, verdict) -> {
          if (verdict instanceof Verdict.Refuse(Problem problem)) {
            refusals.add(new Refusal(candidate.path(), candidate.runId(), List.of(problem)));
          }
        });
    return refusals;
  }

  /** The folders that nothing is wrong with. */
  List<String> accepted() {
    List<String> accepted = new ArrayList<>();
    verdicts.forEach(
        (candidate, verdict) -> {
          if (!(verdict instanceof Verdict.Refuse)) {
            accepted.add(candidate.path());
          }
        });
    return accepted;
  }

  long count(Class<? extends Verdict> kind) {
    return verdicts.values().stream().filter(kind::isInstance).count();
  }
}
