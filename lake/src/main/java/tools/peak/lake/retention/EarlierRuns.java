package tools.peak.lake.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.Rows;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.RunsByPartition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.write.BatchWriter;

/** Runs as an earlier version of the lake has them, to be brought back from there. */
record EarlierRuns(LakeVersion version, Queries queries, TableStore tables, BatchWriter writer) {
  private static final int ASKED_TOGETHER = 5_000;

  /** Those of some runs that the version has. */
  List<RunIndex.Entry> byId(Collection<String> runIds) {
    return with("run_id", RunIndex.Entry::runId, runIds);
  }

  /** The runs that the version has from some folders. */
  List<RunIndex.Entry> byFolder(Collection<String> paths) {
    return with("source_path", RunIndex.Entry::sourcePath, paths);
  }

  private List<RunIndex.Entry> with(
      String column, Function<RunIndex.Entry, String> value, Collection<String> values) {
    List<String> asked = List.copyOf(values);
    List<RunIndex.Entry> entries = new ArrayList<>();
    for (int from = 0; from < asked.size(); from += ASKED_TOGETHER) {
      Set<String> some =
          Set.copyOf(asked.subList(from, Math.min(asked.size(), from + ASKED_TOGETHER)));
      try (Rows rows =
          queries
              .runs()
              .asOf(AsOf.version(version.number()))
              .where(Texts.in(column, some))
              .columns("run_id", "source_path", "evidence_sha256", "stage", "timestamp")
              .stream()) {
        for (List<@Nullable Object> row : rows) {
          RunIndex.Entry entry = entry(row);
          if (some.contains(value.apply(entry))) {
            entries.add(entry);
          }
        }
      }
    }
    return entries;
  }

  private static RunIndex.Entry entry(List<@Nullable Object> row) {
    return new RunIndex.Entry(
        (String) Objects.requireNonNull(row.get(0)),
        Objects.requireNonNullElse((String) row.get(1), ""),
        Objects.requireNonNullElse((String) row.get(2), ""),
        Partition.of((String) row.get(3), row.get(4) instanceof Instant time ? time : null));
  }

  /** Copies the rows that a table had of some runs into it again. */
  void copy(
      LakeTable table,
      Collection<RunIndex.Entry> runs,
      CatalogTransaction change,
      List<NewFile> written) {
    TablePointer then = version.tables().get(table);
    if (runs.isEmpty() || then == null) {
      return;
    }
    RunsByPartition wanted = new RunsByPartition();
    runs.forEach(run -> wanted.add(run.partition(), run.runId()));
    TablePointer pointer = change.pointer(table);
    List<NewFile> files =
        writer.extract(table, files(wanted, then), tables.fields(pointer), ids(runs));
    written.addAll(files);
    if (!files.isEmpty()) {
      change.move(table, tables.append(pointer, files));
    }
  }

  private List<StoredFile> files(RunsByPartition wanted, TablePointer then) {
    try {
      TableSnapshot content = tables.snapshot(then);
      return wanted.filesOf(content);
    } catch (LakeException e) {
      throw new LakeException(
          Code.IO,
          "what is to come back is gone for good since the lake's version "
              + version.number()
              + " expired ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  static Set<String> ids(Collection<RunIndex.Entry> runs) {
    return runs.stream().map(RunIndex.Entry::runId).collect(Collectors.toSet());
  }
}
