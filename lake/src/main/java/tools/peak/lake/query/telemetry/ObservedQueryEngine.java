package tools.peak.lake.query.telemetry;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.SqlCursor;
import tools.peak.lake.query.plan.SqlRequest;
import tools.peak.lake.query.plan.StateRequest;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;

/** An engine whose answers are told to telemetry, if that is on. */
public final class ObservedQueryEngine implements QueryEngine {
  private final QueryEngine engine;
  private final LakeTelemetry telemetry;

  public ObservedQueryEngine(QueryEngine engine, LakeTelemetry telemetry) {
    this.engine = engine;
    this.telemetry = telemetry;
  }

  @Override
  public Cursor run(Request request, View snapshot) {
    LakeSignals signals = telemetry.on();
    if (signals == null) {
      return engine.run(request, snapshot);
    }
    Operation operation = begin(signals, request);
    return new Observed<>(operation, begun(operation, () -> engine.run(request, snapshot)));
  }

  @Override
  public long count(LakeTable table, Condition where, View snapshot) {
    LakeSignals signals = telemetry.on();
    if (signals == null) {
      return engine.count(table, where, snapshot);
    }
    Operation operation =
        new Operation(signals, "SELECT", table.tableName(), RequestText.ofCount(table, where));
    long count = begun(operation, () -> engine.count(table, where, snapshot));
    operation.end(1);
    return count;
  }

  @Override
  public List<List<@Nullable Object>> state(StateRequest request, View snapshot) {
    LakeSignals signals = telemetry.on();
    if (signals == null) {
      return engine.state(request, snapshot);
    }
    Operation operation =
        new Operation(signals, "SELECT", request.table().name(), RequestText.ofState(request));
    List<List<@Nullable Object>> rows = begun(operation, () -> engine.state(request, snapshot));
    operation.end(rows.size());
    return rows;
  }

  @Override
  public long writeParquet(Request request, View snapshot, Path target) {
    LakeSignals signals = telemetry.on();
    if (signals == null) {
      return engine.writeParquet(request, snapshot, target);
    }
    Operation operation = begin(signals, request);
    long rows = begun(operation, () -> engine.writeParquet(request, snapshot, target));
    operation.end(rows);
    return rows;
  }

  @Override
  public SqlCursor sql(SqlRequest request, View snapshot) {
    LakeSignals signals = telemetry.on();
    if (signals == null) {
      return engine.sql(request, snapshot);
    }
    StatementText text = StatementText.of(request.statement());
    Operation operation = new Operation(signals, text.operation(), "", text.text());
    return new ObservedSql(operation, begun(operation, () -> engine.sql(request, snapshot)));
  }

  @Override
  public Keys keys(View snapshot) {
    return engine.keys(snapshot);
  }

  @Override
  public void close() {
    engine.close();
  }

  private static Operation begin(LakeSignals signals, Request request) {
    return new Operation(signals, "SELECT", RequestText.table(request), RequestText.of(request));
  }

  private static <T> T begun(Operation operation, Supplier<T> work) {
    try {
      return work.get();
    } catch (Throwable e) {
      operation.fail(e);
      throw e;
    }
  }

  /** Ends the operation with its last row, or with what its reader had enough of. */
  private static class Observed<C extends Cursor> implements Cursor {
    private final Operation operation;
    final C cursor;
    private long rows;

    Observed(Operation operation, C cursor) {
      this.operation = operation;
      this.cursor = cursor;
    }

    @Override
    public @Nullable List<@Nullable Object> next() {
      List<@Nullable Object> row = begun(operation, () -> cursor.next());
      if (row == null) {
        operation.end(rows);
      } else {
        rows++;
      }
      return row;
    }

    @Override
    public void close() {
      cursor.close();
      operation.end(rows);
    }
  }

  private static final class ObservedSql extends Observed<SqlCursor> implements SqlCursor {
    ObservedSql(Operation operation, SqlCursor cursor) {
      super(operation, cursor);
    }

    @Override
    public List<Column> columns() {
      return cursor.columns();
    }
  }
}
