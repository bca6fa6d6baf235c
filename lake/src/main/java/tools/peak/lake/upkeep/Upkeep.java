package tools.peak.lake.upkeep;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.History;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.catalog.Plans;
import tools.peak.lake.retention.Age;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeDeed;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.lake.words.KnownWords;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/**
 * Looks after a lake's files: versions that nobody needs any more, and files that nothing names.
 * Nothing goes but by a plan that was made and shown, and nothing by itself.
 */
public final class Upkeep {
  private final Parts parts;

  /**
   * What it works with.
   *
   * @param milestones is told of the moments of a removal
   * @param needs who else needs versions
   * @param dropCopies deletes copies of rows that may be of versions that are gone
   */
  public record Parts(
      Catalog catalog,
      TableStore tables,
      Storage storage,
      Clock clock,
      FailPoint.Listener milestones,
      LakeTelemetry telemetry,
      Needs needs,
      Runnable dropCopies) {}

  /** Of a lake; its parts are the lake's. */
  public Upkeep(Parts parts) {
    this.parts = parts;
  }

  /**
   * What is worth doing, in the order that it is best done in: what compact makes needless goes
   * with the versions that had it, and what nothing names is told last. Nothing is changed or kept.
   */
  public List<UpkeepStep> steps(Age versions, int keep, Age files) {
    ExpiryPlan expiry = expiry(versions, keep);
    OrphanPlan orphans = orphans(files);
    return List.of(
        UpkeepStep.compact(parts.catalog().current(), parts.tables()),
        new UpkeepStep("expire", expiry.versions().size(), expiry.files(), expiry.bytes()),
        new UpkeepStep("orphans", 0, orphans.files().size(), orphans.bytes()));
  }

  /** What would expire now; it is not kept as a plan. */
  ExpiryPlan expiry(Age olderThan, int keep) {
    Instant at = parts.clock().instant();
    return parts
        .catalog()
        .read(
            moment ->
                new ExpiryPlanner(parts.tables())
                    .plan(moment, at, olderThan.before(at), keep, parts.needs().versions(moment)));
  }

  /**
   * Makes the plan to expire versions, and keeps it.
   *
   * @param olderThan versions that were in force within that time stay
   * @param keep so many of the newest stay, whatever their age; the newest always does
   */
  public ExpiryPlan planExpiry(Age olderThan, int keep) {
    Plans.Plan plan = kept(UpkeepDocument.of(expiry(olderThan, keep)));
    return UpkeepDocument.expiry(plan);
  }

  private Plans.Plan kept(Plans.Plan plan) {
    parts.catalog().upgrade();
    return parts
        .catalog()
        .change(
            "plan",
            change -> {
              Plans.Plan fresh = plan;
              for (Optional<Plans.Plan> same = change.plans().find(fresh.id());
                  same.isPresent() && same.get().applied() != null;
                  same = change.plans().find(fresh.id())) {
                fresh = UpkeepDocument.renamed(fresh); // done already, and to be done again
              }
              change.plans().save(fresh);
              return fresh;
            });
  }

  private Plans.Plan plan(String id) {
    return parts
        .catalog()
        .read(moment -> moment.plans().find(id))
        .orElseThrow(() -> new LakeException(Code.INVALID_REQUEST, "no plan " + id));
  }

  /**
   * Does what a plan says, but for versions that somebody reads: those are left, and told. Files
   * that an expiry left which was stopped go too.
   *
   * @throws LakeException if there is no such plan, it is done already, or a version has to stay
   */
  public Expired expire(String id) {
    ExpiryPlan plan = UpkeepDocument.expiry(plan(id));
    LakeSignals signals = parts.telemetry().on();
    return signals == null
        ? expire(plan)
        : signals.deed(LakeDeed.EXPIRE, parts.clock(), () -> expire(plan));
  }

  private Expired expire(ExpiryPlan plan) {
    Catalog catalog = parts.catalog();
    ExpiryApplication application = new ExpiryApplication(parts.tables(), parts.needs());
    List<Leases.Exclusion> exclusions = new ArrayList<>();
    Set<Long> gone;
    try {
      gone =
          catalog.change(
              UpkeepDocument.EXPIRE,
              change -> {
                List<Long> wanted = new ArrayList<>(plan.versions());
                wanted.add(Leases.ALL);
                Leases.Exclusion exclusion = catalog.leases().exclude(wanted);
                exclusions.add(exclusion);
                return application.apply(
                    plan, ExpiryApplication.free(plan, exclusion), plan.before(), change);
              });
    } finally {
      exclusions.forEach(Leases.Exclusion::close);
    }
    Removal.Deleted deleted = deleteDoomed();
    if (!gone.isEmpty() || deleted.count() > 0) {
      parts.dropCopies().run();
      new KnownWords(catalog.folder().cache()).forget();
    }
    boolean isUnclean = catalog.read(moment -> moment.history().isUnclean());
    Set<Long> left = new TreeSet<>(plan.versions());
    left.removeAll(gone);
    left.retainAll(catalog.read(moment -> readable(moment.history())));
    return new Expired(
        plan.id(),
        gone.size(),
        deleted.count(),
        deleted.bytes(),
        left,
        !isUnclean || catalog.scrub(),
        catalog.current().number());
  }

  private static Set<Long> readable(History history) {
    Set<Long> numbers = new TreeSet<>();
    history.readable().forEach(version -> numbers.add(version.version().number()));
    return numbers;
  }

  private Removal.Deleted deleteDoomed() {
    Catalog catalog = parts.catalog();
    List<Location> doomed = catalog.read(moment -> moment.history().doomed());
    if (doomed.isEmpty()) {
      return new Removal.Deleted(List.of(), 0, 0);
    }
    Removal.Deleted deleted = new Removal(parts.storage(), parts.milestones()).of(doomed);
    boolean _ =
        catalog.change(
            UpkeepDocument.EXPIRE,
            change -> {
              change.history().deleted(deleted.files());
              return true;
            });
    return deleted;
  }

  /** What nothing names now; it is not kept as a plan. */
  OrphanPlan orphans(Age olderThan) {
    Instant now = parts.clock().instant();
    return parts
        .catalog()
        .read(
            moment -> {
              OrphanSearch.Found found =
                  new OrphanSearch(parts.catalog().folder(), parts.tables())
                      .named(moment.version().tables().values(), moment.history().otherTables())
                      .found(now, olderThan::before);
              return new OrphanPlan(
                  "", moment.version().number(), now, found.files(), found.young(), found.future());
            });
  }

  /**
   * Makes the plan to delete files that nothing names, and keeps it.
   *
   * @param olderThan younger files stay: somebody may be about to name them
   * @throws LakeException if a file that is named can't be found or read
   */
  public OrphanPlan planOrphans(Age olderThan) {
    return UpkeepDocument.orphans(kept(UpkeepDocument.of(orphans(olderThan))));
  }

  /**
   * What became of a plan's files.
   *
   * @param files how many are deleted
   * @param bytes of those
   * @param left how many stay: they are named by now, or changed, or can't be deleted
   */
  public record OrphansDeleted(String plan, long files, long bytes, long left) {}

  /**
   * Deletes a plan's files, as far as they are still nobody's: no writer commits meanwhile.
   *
   * @throws LakeException if there is no such plan, it is done already, or a file that is named
   *     can't be found or read
   */
  public OrphansDeleted deleteOrphans(String id) {
    OrphanPlan plan = UpkeepDocument.orphans(plan(id));
    LakeSignals signals = parts.telemetry().on();
    return signals == null
        ? deleteOrphans(plan)
        : signals.deed(LakeDeed.ORPHANS, parts.clock(), () -> deleteOrphans(plan));
  }

  private OrphansDeleted deleteOrphans(OrphanPlan plan) {
    return parts
        .catalog()
        .change(
            UpkeepDocument.ORPHANS,
            change -> {
              OrphanSearch search =
                  new OrphanSearch(parts.catalog().folder(), parts.tables())
                      .named(pointers(change), change.history().otherTables());
              List<Location> still =
                  plan.files().stream().filter(search::isStill).map(Orphan::location).toList();
              Removal.Deleted deleted = new Removal(parts.storage(), parts.milestones()).of(still);
              change.history().deleted(deleted.files());
              change.plans().done(plan.id(), change.nextVersion() - 1);
              if (deleted.count() > 0) {
                var _ =
                    change.deed().always().word("plan", plan.id()).number("files", deleted.count());
              }
              return new OrphansDeleted(
                  plan.id(),
                  deleted.count(),
                  deleted.bytes(),
                  plan.files().size() - deleted.files().size());
            });
  }

  private static List<TablePointer> pointers(CatalogTransaction change) {
    List<TablePointer> pointers = new ArrayList<>();
    for (LakeTable table : LakeTable.values()) {
      pointers.add(change.pointer(table));
    }
    return pointers;
  }
}
