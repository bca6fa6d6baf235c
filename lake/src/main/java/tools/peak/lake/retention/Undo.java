package tools.peak.lake.retention;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Plans;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.write.BatchWriter;
import tools.peak.lake.write.FileChange;

/**
 * Takes back the newest deed that brought or took runs: an ingest, a deletion, a policy applied.
 * What was taken back already doesn't count, nor does an ingest of which the lake has no run any
 * more.
 */
public final class Undo {
  private final Catalog catalog;
  private final TableStore tables;
  private final Supplier<BatchWriter> writer;
  private final Queries queries;
  private final Retention retention;

  /** In a lake; its parts are the lake's. */
  public Undo(
      Catalog catalog,
      TableStore tables,
      Supplier<BatchWriter> writer,
      Queries queries,
      Retention retention) {
    this.catalog = catalog;
    this.tables = tables;
    this.writer = writer;
    this.queries = queries;
    this.retention = retention;
  }

  /** A pass of ingest, by the first and the last version that it made. */
  private record Pass(String ingestId, long first, long last) {}

  /**
   * Takes it back, in a new version.
   *
   * @throws LakeException if nothing is left to take back, or what is to come back is gone
   */
  public Undone newest() {
    Optional<Plans.Plan> plan = retention.newestInForce();
    long applied = plan.map(Plans.Plan::applied).orElse(0L);
    Optional<Pass> pass = newestPass(applied);
    if (pass.isPresent()) {
      return undo(pass.get());
    }
    String id =
        plan.map(Plans.Plan::id)
            .orElseThrow(
                () ->
                    new LakeException(
                        Code.INVALID_REQUEST,
                        "nothing was loaded or deleted that could be undone"));
    Retention.Restored restored = retention.undo(id, "undo");
    return new Undone("plan " + id, restored.restored(), 0, restored.present(), restored.version());
  }

  /** The newest pass behind a version of which the lake has a run. */
  private Optional<Pass> newestPass(long behind) {
    Set<String> without = new HashSet<>();
    try (Rows rows =
        queries
            .ingests()
            .where("version > " + behind)
            .orderBy("version desc")
            .columns("ingest_id", "version")
            .stream()) {
      for (List<@Nullable Object> row : rows) {
        String id = (String) Objects.requireNonNull(row.getFirst());
        if (without.contains(id)) {
          continue;
        }
        if (!runs(id).limit(1).columns("run_id").fetch().rows().isEmpty()) {
          return Optional.of(new Pass(id, firstVersion(id), version(row.get(1))));
        }
        without.add(id);
      }
    }
    return Optional.empty();
  }

  private TableQuery runs(String ingestId) {
    return queries.runs().where(Texts.in("ingest_id", Set.of(ingestId)));
  }

  private long firstVersion(String ingestId) {
    return version(
        queries
            .ingests()
            .where(Texts.in("ingest_id", Set.of(ingestId)))
            .orderBy("version")
            .columns("version")
            .limit(1)
            .fetch()
            .rows()
            .getFirst()
            .getFirst());
  }

  private static long version(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  private Undone undo(Pass pass) {
    LakeVersion before =
        catalog
            .version(pass.first() - 1)
            .orElseThrow(
                () ->
                    new LakeException(
                        Code.INVALID_REQUEST,
                        "version %s, from before the newest ingest, has expired: what it replaced is gone; to delete what it brought: peak delete --where \"ingest_id = '%s'\""
                            .formatted(pass.first() - 1, pass.ingestId())));
    for (; ; ) {
      long version = catalog.current().number();
      Set<String> brought = new HashSet<>();
      Set<String> folders = new HashSet<>();
      try (Rows rows =
          runs(pass.ingestId())
              .asOf(AsOf.version(version))
              .columns("run_id", "source_path")
              .stream()) {
        for (List<@Nullable Object> row : rows) {
          brought.add((String) Objects.requireNonNull(row.get(0)));
          if (row.get(1) instanceof String folder) {
            folders.add(folder);
          }
        }
      }
      IngestUndo undo =
          new IngestUndo(
              pass.ingestId(),
              brought,
              folders,
              new EarlierRuns(before, queries, tables, writer.get()));
      Optional<Undone> undone =
          FileChange.make(
              catalog,
              writer.get(),
              "undo",
              (change, written) ->
                  change.nextVersion() == version + 1
                      ? Optional.of(undo.undo(change, written))
                      : Optional.empty()); // another was faster: look again
      if (undone.isPresent()) {
        return undone.get();
      }
    }
  }
}
