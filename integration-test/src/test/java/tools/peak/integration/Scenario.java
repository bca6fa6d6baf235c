package tools.peak.integration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Otlp;
import tools.peak.fixtures.TableReader;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.retention.Age;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.upkeep.CompactionListener;
import tools.peak.lake.upkeep.Upkeep;

/** A small story of a lake: runs come, one changes, others come, some are broken. */
final class Scenario {
  private static final Age AT_ONCE = Age.parse("0d").orElseThrow();

  private Scenario() {}

  /** What lies there first. */
  static void first(Path results) {
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b")
        .stat("calmar", "NaN")
        .file("telemetry.jsonl", Otlp.run("1.0", "load", "simulate"))
        .writeTo(results.resolve("b"));
    Chain.of("c")
        .meta("stage", "\"live\"")
        .withoutMeta("timestamp")
        .equity(40)
        .writeTo(results.resolve("c"));
    Chain.of("x").file("stats.json", "{").writeTo(results.resolve("x"));
  }

  /** What lies there in the end. */
  static void second(Path results) {
    Chain.of("b")
        .stat("calmar", "12.5")
        .equity(7)
        .trades(5)
        .file("telemetry.jsonl", Otlp.run("2.0", "load"))
        .writeTo(results.resolve("b"));
    Chain.of("d")
        .stat("sortino", "0.25")
        .file("telemetry.jsonl", Otlp.run("2.0", "load", "simulate", "write"))
        .writeTo(results.resolve("deeper/d"));
    Chain.of("x").writeTo(results.resolve("x"));
    Chain.of("y").file("equity.csv", "time\n").writeTo(results.resolve("y"));
  }

  /** The newest pass is taken back, and made again. */
  static void undoIngest(Lake lake, Path results) {
    var _ = lake.undo();
    var _ = Probe.ingest(lake, results);
  }

  /** A run is deleted, and comes back. */
  static void deleteAndUndo(Lake lake) {
    var _ = lake.retention().apply(lake.retention().planDelete(List.of("a"), "tried", false).id());
    undo(lake);
  }

  /** What was deleted and did not come back yet does. */
  static void undo(Lake lake) {
    lake.retention()
        .newestApplied()
        .ifPresent(
            plan -> {
              var _ = lake.retention().undo(plan);
            });
  }

  /** Small files become large ones, and there are none left. */
  static void compact(Lake lake) {
    var _ = lake.compact(2, CompactionListener.NONE);
    if (!lake.planCompact(2).merges().isEmpty()) {
      throw new AssertionError("small files are left");
    }
  }

  /** Versions expire, and what nothing names goes. */
  static void maintain(Lake lake) {
    Upkeep upkeep = lake.upkeep();
    var _ = upkeep.expire(upkeep.planExpiry(AT_ONCE, 1).id());
    var _ = upkeep.deleteOrphans(upkeep.planOrphans(AT_ONCE).id());
  }

  /** How many files lie there that nobody needs. */
  static long needless(Lake lake) {
    return lake.upkeep().planOrphans(AT_ONCE).files().size()
        + lake.upkeep().planExpiry(AT_ONCE, 1).files();
  }

  /**
   * Everything that a lake of these folders says, wherever they and it lie, and however it came.
   */
  static Map<String, List<String>> content(Lake lake, Path results) {
    Map<String, List<String>> content = new TreeMap<>();
    for (LakeTable table : LakeTable.values()) {
      if (table != LakeTable.INGESTS) {
        content.put(
            table.tableName(),
            TableReader.texts(Probe.table(lake, table), "ingest_id", "ingested_at").stream()
                .map(row -> row.replace(results.toString(), "RESULTS"))
                .toList());
      }
    }
    List<String> rejects = new ArrayList<>();
    for (Probe.Reject reject : Probe.rejects(lake)) {
      rejects.add(
          reject.path().replace(results.toString(), "RESULTS")
              + " "
              + reject.runId()
              + " "
              + reject.code()
              + " "
              + reject.reason());
    }
    content.put("rejects", rejects);
    return content;
  }
}
