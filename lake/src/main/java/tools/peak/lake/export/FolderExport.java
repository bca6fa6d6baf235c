package tools.peak.lake.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.lake.AsOf;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.RunsById;
import tools.peak.lake.query.TableQuery;

/**
 * Runs as plain run folders again, each named after its run: what a lake took in comes out of it.
 *
 * @param queries asks the lake
 */
public record FolderExport(Queries queries) {
  private static final int BATCH = 200;

  /**
   * Writes runs. A folder is whole or not there; one that fails stops no other.
   *
   * @param to the folder that theirs will lie in; it is made where it is missing
   * @param done is told of each run, in the order of their ids
   * @throws tools.peak.lake.LakeException if the lake can't be read
   */
  public void write(Collection<String> runIds, AsOf asOf, Path to, Consumer<ExportedRun> done) {
    AsOf version = AsOf.version(queries.snapshots().at(asOf).version());
    List<String> ids = runIds.stream().distinct().sorted(RunsById::compare).toList();
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
      try (BatchRows rows = new BatchRows(queries, batch, version)) {
        for (StoredRun run : stored(batch, version)) {
          done.accept(write(run, rows, to));
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
        }
      }
    }
  }

  private static ExportedRun write(StoredRun run, BatchRows rows, Path to) {
    Path folder = to.resolve(FolderNames.of(run.runId()));
    try {
      return new ExportedRun(run.runId(), folder, FolderCopy.write(run, rows, folder), null);
    } catch (FileAlreadyExistsException e) {
      return new ExportedRun(run.runId(), folder, List.of(), folder + " is there already");
    } catch (IOException | IllegalArgumentException e) {
      return new ExportedRun(run.runId(), folder, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private List<StoredRun> stored(List<String> ids, AsOf version) {
    Map<String, List<Artifact>> files = new HashMap<>();
    of(queries.artifacts(), ids, version)
        .columns("run_id", "name", "bytes", "sha256", "content")
        .fetch()
        .rows()
        .forEach(
            row ->
                files
                    .computeIfAbsent(String.valueOf(row.get(0)), _ -> new ArrayList<>())
                    .add(
                        new Artifact(
                            String.valueOf(row.get(1)),
                            row.get(2) instanceof Number bytes ? bytes.longValue() : 0,
                            text(row.get(3)),
                            text(row.get(4)))));
    return of(queries.runs(), ids, version).columns(StoredRun.COLUMNS).fetch().rows().stream()
        .map(row -> StoredRun.of(row, files.getOrDefault(String.valueOf(row.get(0)), List.of())))
        .toList();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  private static TableQuery of(TableQuery table, List<String> ids, AsOf version) {
    return table.asOf(version).ofRuns(ids).orderBy("run_id");
  }

  /** Reads nothing that no run turns out to need. */
  private static final class BatchRows implements FolderCopy.RowSource, AutoCloseable {
    private final RowsByRun curves;
    private final RowsByRun trades;
    private final StatsOfRows stats;

    BatchRows(Queries queries, List<String> ids, AsOf version) {
      curves =
          new RowsByRun(
              () ->
                  of(queries.equity(), ids, version)
                      .orderBy("seq")
                      .columns(CurveOfRows.COLUMNS)
                      .stream());
      trades =
          new RowsByRun(
              () ->
                  of(queries.trades(), ids, version)
                      .orderBy("trade_seq")
                      .columns(TradesOfRows.COLUMNS)
                      .stream());
      stats = new StatsOfRows(() -> of(queries.runs(), ids, version));
    }

    @Override
    public EquityCurve curve(String runId) {
      return CurveOfRows.of(runId, curves);
    }

    @Override
    public Trades trades(String runId) {
      return TradesOfRows.of(runId, trades);
    }

    @Override
    public List<Stat> stats(String runId) {
      return stats.of(runId);
    }

    @Override
    public void close() {
      try (curves;
          trades) {
        stats.close();
      }
    }
  }
}
