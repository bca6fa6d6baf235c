package tools.peak.lake.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;

/**
 * The table of runs as the index would have it, in the order of run_id, one row at a time: rows
 * without a run_id, which no index can have, are left out.
 */
public final class RunsById implements AutoCloseable {
  private static final List<Column> COLUMNS =
      Stream.of("run_id", "source_path", "evidence_sha256", "stage", "timestamp")
          .map(RunsById::column)
          .toList();

  private final Cursor rows;

  /** Asks an engine. Close it. */
  public RunsById(QueryEngine engine, View view) {
    Expression runId = new Expression.Attribute(COLUMNS.getFirst());
    this.rows =
        engine.run(
            new Request.Selection(
                LakeTable.RUNS,
                COLUMNS.stream()
                    .map(
                        column ->
                            new Request.Output(column.name(), new Expression.Attribute(column)))
                    .toList(),
                new Condition.Not(new Condition.IsNull(runId)),
                List.of(new SortKey(runId, false)),
                Request.UNLIMITED),
            view);
  }

  private static Column column(String name) {
    return LakeTable.RUNS.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The next run; null behind the last. */
  public RunIndex.@Nullable Entry next() {
    List<@Nullable Object> row = rows.next();
    return row == null
        ? null
        : new RunIndex.Entry(
            (String) Objects.requireNonNull(row.get(0)),
            Objects.requireNonNullElse((String) row.get(1), ""),
            Objects.requireNonNullElse((String) row.get(2), ""),
            Partition.of((String) row.get(3), row.get(4) instanceof Instant time ? time : null));
  }

  /** The order of the rows: by the bytes of UTF-8. */
  public static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    rows.close();
  }
}
