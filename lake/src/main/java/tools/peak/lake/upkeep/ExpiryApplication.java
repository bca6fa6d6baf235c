package tools.peak.lake.upkeep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.History;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.catalog.Plans;
import tools.peak.lake.retention.PlanNames;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;

/**
 * Takes versions away within one transaction: the tables' metadata no longer names their files, and
 * the catalog no longer their rows. The files themselves go when that is committed.
 */
final class ExpiryApplication {
  private final TableStore tables;
  private final Needs needs;

  ExpiryApplication(TableStore tables, Needs needs) {
    this.tables = tables;
    this.needs = needs;
  }

  /**
   * Does the plan.
   *
   * @param free the plan's versions that nobody reads
   * @param before what nobody's version knows goes if it is older
   * @return the versions that are gone
   * @throws LakeException if one of the plan's versions has to stay by now
   */
  Set<Long> apply(ExpiryPlan plan, Set<Long> free, Instant before, CatalogTransaction change) {
    Map<Long, String> needed = needs.versions(change);
    for (long version : plan.versions()) {
      String why = needed.get(version);
      if (why != null) {
        throw new LakeException(
            Code.CONFLICT,
            "version %s has to stay since plan %s was made: %s; make a new plan"
                .formatted(version, plan.id(), why));
      }
    }
    List<LakeVersion> going = new ArrayList<>();
    List<LakeVersion> staying = new ArrayList<>();
    for (History.InForce readable : change.history().readable()) {
      (free.contains(readable.version().number()) ? going : staying).add(readable.version());
    }
    if (going.isEmpty() && plan.files() == 0) {
      change.plans().done(plan.id(), change.nextVersion() - 1);
      return Set.of(); // no version for nothing
    }
    Set<Location> files = new HashSet<>();
    boolean isMoved = false;
    for (LakeTable table : LakeTable.values()) {
      TablePointer pointer = change.pointer(table);
      TablePointer expired =
          tables.expire(
              pointer, ExpiryPlanner.at(table, staying), ExpiryPlanner.at(table, going), before);
      if (!expired.equals(pointer)) {
        files.addAll(unnamed(pointer, expired));
        change.move(table, expired);
        isMoved = true;
      }
    }
    if (!files.isEmpty()) {
      files.removeAll(new TableFiles(tables).named(change.history().otherTables()));
    }
    long by = isMoved ? change.nextVersion() : change.nextVersion() - 1;
    Set<Long> gone = new TreeSet<>();
    going.forEach(version -> gone.add(version.number()));
    if (isMoved || !gone.isEmpty()) {
      change.history().expire(gone, files, by);
      var _ =
          change
              .deed()
              .always()
              .word("plan", plan.id())
              .number("versions", gone.size())
              .number("files", files.size());
      forget(change);
    }
    change.plans().done(plan.id(), by);
    return gone;
  }

  private Set<Location> unnamed(TablePointer before, TablePointer after) {
    TableFiles files = new TableFiles(tables);
    Set<Location> unnamed = new HashSet<>(files.files(before));
    unnamed.removeAll(files.files(after));
    unnamed.removeAll(tables.earlierMetadata(after)); // others may be reading it
    return unnamed;
  }

  /** Plans name the runs that they took: as long as some version has them. */
  private void forget(CatalogTransaction change) {
    long oldest = change.history().readable().getFirst().version().number();
    Set<String> gone = new HashSet<>();
    for (Plans.Plan plan : change.plans().all()) {
      if (!PlanNames.mayBeNeeded(plan, oldest)) {
        PlanNames.cleared(plan, runIds -> change.runs().find(runIds).keySet())
            .ifPresent(
                cleared -> {
                  change.plans().replace(plan.id(), cleared.document());
                  gone.addAll(cleared.runIds());
                });
      }
    }
    change.history().forget(gone);
    needs.forget(change, gone);
  }

  /** Nobody may be reading all of them, and of each only those go that nobody reads. */
  static Set<Long> free(ExpiryPlan plan, Leases.Exclusion exclusion) {
    if (!exclusion.versions().contains(Leases.ALL)) {
      return Set.of();
    }
    Set<Long> free = new TreeSet<>(plan.versions());
    free.retainAll(exclusion.versions());
    return free;
  }
}
