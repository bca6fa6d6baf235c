package tools.peak.lake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.StateRows;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.catalog.VersionNames;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.plan.RunPartitions;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;

/** A lake as it is and as it was. */
record LakeVersions(Catalog catalog, TableStore tables) {
  private LakeVersion version(AsOf asOf) {
    return switch (asOf) {
      case AsOf.Latest() -> catalog.current();
      case AsOf.Version(long number) -> catalog.version(number).orElseThrow(() -> missing(number));
      case AsOf.Named(String name) -> named(name);
      case AsOf.Moment(Instant instant) ->
          catalog
              .versionAt(instant)
              .orElseThrow(
                  () ->
                      catalog
                          .read(moment -> moment.history().at(instant))
                          .map(this::missing)
                          .orElseGet(
                              () ->
                                  LakeException.invalid(
                                      "version",
                                      "%s is before the first version of %s, which is of %s"
                                          .formatted(
                                              instant.truncatedTo(ChronoUnit.SECONDS),
                                              catalog.folder().root(),
                                              first().truncatedTo(ChronoUnit.SECONDS)))));
    };
  }

  private LakeVersion named(String name) {
    VersionNames.Named named =
        catalog
            .read(moment -> moment.versionNames().find(name))
            .orElseThrow(
                () ->
                    LakeException.invalid(
                        "version",
                        "'%s' is no name of a version and no date: write 17, 2026-03-01, 2026-03-01T12:00:00Z or a name (peak version list has them)"
                            .formatted(name)));
    return version(AsOf.version(named.version()));
  }

  private LakeException missing(long number) {
    return LakeException.invalid(
        "version",
        catalog
            .read(moment -> moment.history().expiredBy(number))
            .map(
                by ->
                    "version %s expired: it is gone since version %s; the oldest that can be read is %s"
                        .formatted(number, by, oldest()))
            .orElseGet(
                () ->
                    "%s has no version %s: the newest is %s"
                        .formatted(catalog.folder().root(), number, catalog.current().number())));
  }

  private long oldest() {
    return catalog.read(moment -> moment.history().readable().getFirst().version().number());
  }

  private Instant first() {
    return catalog.read(moment -> moment.history().readable().getFirst().version().committedAt());
  }

  /**
   * Everything at a version.
   *
   * @throws LakeException if there is no such version
   */
  View snapshot(AsOf asOf) {
    for (long newest = catalog.current().number(); ; ) {
      try {
        return view(version(asOf));
      } catch (LakeException e) {
        // Writers take away old metadata: what was being read may have gone with a later version.
        long now = catalog.current().number();
        if (e.code() != Code.NOT_A_LAKE || now == newest) {
          throw e;
        }
        newest = now;
      }
    }
  }

  private View view(LakeVersion version) {
    Map<LakeTable, TableSnapshot> all = new EnumMap<>(LakeTable.class);
    for (LakeTable table : LakeTable.values()) {
      TablePointer pointer = version.tables().get(table);
      all.put(
          table,
          pointer == null
              ? tables.empty(table)
              : tables.snapshot(pointer).withColumns(table.columns()));
    }
    return new View(
        version.number(), version.committedAt(), all, catalog.state(version), catalog::partitions);
  }

  /** A table of runs alone, of no version. */
  static View runs(TableSnapshot runs) {
    return new View(
        0, Instant.EPOCH, Map.of(LakeTable.RUNS, runs), List.of(), RunPartitions.UNKNOWN);
  }

  /** A small table of the catalog, ordered by its first column. */
  Result state(AsOf asOf, String name) {
    return state(asOf, name, StateRows::forEach);
  }

  /** The rows of a small table that are of a run: what others have is not read. */
  Result state(AsOf asOf, String name, String runId) {
    return state(asOf, name, (rows, visitor) -> rows.ofRun(runId, visitor));
  }

  private Result state(AsOf asOf, String name, BiConsumer<StateRows, StateRows.Visitor> reading) {
    LakeVersion version = version(asOf);
    StateTable table =
        catalog.state(version).stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    reading.accept(table.rows(), rows::add);
    rows.sort(Comparator.comparing(row -> String.valueOf(row.getFirst())));
    return new Result(
        Long.toString(version.number()), table.columns(), rows, false, Optional.empty());
  }
}
