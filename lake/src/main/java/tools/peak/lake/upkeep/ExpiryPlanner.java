package tools.peak.lake.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.CatalogMoment;
import tools.peak.lake.catalog.History;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.Unneeded;
import tools.peak.storage.Location;

/**
 * Works out which versions are old enough to go. A version's age counts from when the next one took
 * its place: until then it was the lake, and so as-of answers for every moment of the period.
 */
record ExpiryPlanner(TableStore tables) {
  /**
   * The plan, without an id.
   *
   * @param before versions that were in force then or later stay
   * @param keep so many of the newest stay, whatever their age
   * @param needed versions that stay, and why
   * @throws LakeException if time stands before the lake's newest version, or a table can't be read
   *     whole
   */
  ExpiryPlan plan(
      CatalogMoment moment, Instant at, Instant before, int keep, Map<Long, String> needed) {
    LakeVersion newest = moment.version();
    if (at.isBefore(newest.committedAt())) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "the clock says %s, and the lake's newest version is of %s: set the clock right"
              .formatted(at, newest.committedAt()));
    }
    List<History.InForce> readable = moment.history().readable();
    List<LakeVersion> going = new ArrayList<>();
    List<LakeVersion> staying = new ArrayList<>();
    Map<Long, String> kept = new TreeMap<>();
    for (int i = 0; i < readable.size(); i++) {
      LakeVersion version = readable.get(i).version();
      Instant until = readable.get(i).until();
      boolean isOld =
          until != null && !until.isAfter(before) && readable.size() - i > Math.max(1, keep);
      String why = needed.get(version.number());
      if (isOld && why == null) {
        going.add(version);
      } else {
        staying.add(version);
        if (isOld) {
          kept.put(version.number(), why);
        }
      }
    }
    Set<Location> files = new HashSet<>(moment.history().doomed());
    List<String> tags = new ArrayList<>();
    for (Map.Entry<LakeTable, TablePointer> table : newest.tables().entrySet()) {
      Unneeded unneeded =
          tables.unneeded(
              table.getValue(), at(table.getKey(), staying), at(table.getKey(), going), before);
      files.addAll(unneeded.metadata());
      unneeded.data().stream().map(StoredFile::location).forEach(files::add);
      unneeded.tags().stream()
          .sorted()
          .forEach(tag -> tags.add(table.getKey().tableName() + ": " + tag));
    }
    if (!files.isEmpty()) {
      files.removeAll(new TableFiles(tables).named(moment.history().otherTables()));
    }
    return new ExpiryPlan(
        "",
        newest.number(),
        at,
        before,
        going.stream().map(LakeVersion::number).toList(),
        files.size(),
        files.stream().mapToLong(ExpiryPlanner::bytes).sum(),
        kept,
        tags);
  }

  /** Where a table stands at versions; one that is younger than some has no place in those. */
  static List<TablePointer> at(LakeTable table, List<LakeVersion> versions) {
    return versions.stream()
        .map(version -> version.tables().get(table))
        .filter(Objects::nonNull)
        .toList();
  }

  private static long bytes(Location file) {
    try {
      return Files.size(Path.of(file.toString()));
    } catch (IOException e) {
      return 0; // it is gone already
    }
  }
}
