package tools.peak.lake.retention;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.peak.lake.catalog.Plans;
import tools.peak.storage.Sha256;

/** The runs that plans name, once no version has them any more: their hashes are enough then. */
public final class PlanNames {
  private static final String HASHED = "sha256:";

  private PlanNames() {}

  /**
   * A plan without names of runs that are gone.
   *
   * @param document what is to be kept of it
   * @param runIds the names that it had
   */
  public record Cleared(String document, Set<String> runIds) {
    public Cleared {
      runIds = Set.copyOf(runIds);
    }
  }

  /**
   * Whether a plan may name runs that some version still has.
   *
   * @param oldest the oldest version that can be read
   */
  public static boolean mayBeNeeded(Plans.Plan plan, long oldest) {
    Long applied = plan.applied();
    long last = applied != null && plan.undone() == null ? applied - 1 : plan.version();
    return oldest <= last;
  }

  /**
   * A plan without the names of those of its runs that are gone; empty if it has none.
   *
   * @param there which of some runs the lake has
   */
  public static Optional<Cleared> cleared(
      Plans.Plan kept, Function<Collection<String>, Set<String>> there) {
    if (!PlanDocument.isOfRuns(kept)) {
      return Optional.empty();
    }
    PlanDocument document = PlanDocument.read(kept);
    RetentionPlan plan = document.plan();
    Set<String> gone =
        plan.runs().stream()
            .map(PlannedRun::runId)
            .filter(runId -> !runId.startsWith(HASHED))
            .collect(Collectors.toCollection(HashSet::new));
    gone.removeAll(there.apply(gone));
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    List<PlannedRun> runs =
        plan.runs().stream().map(run -> gone.contains(run.runId()) ? hashed(run) : run).toList();
    RetentionPlan cleared =
        new RetentionPlan(
            plan.id(), plan.version(), plan.at(), plan.rules(), runs, plan.unmatched());
    return Optional.of(
        new Cleared(new PlanDocument(cleared, document.kind(), document.policy()).text(), gone));
  }

  private static PlannedRun hashed(PlannedRun run) {
    return new PlannedRun(
        HASHED + Sha256.of(run.runId().getBytes(StandardCharsets.UTF_8)),
        run.rule(),
        run.action(),
        run.reason().contains(run.runId()) ? "" : run.reason(),
        run.bytes(),
        run.timestamp());
  }
}
