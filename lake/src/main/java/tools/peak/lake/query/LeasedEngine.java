package tools.peak.lake.query;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.EngineTuning;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.SqlCursor;
import tools.peak.lake.query.plan.SqlRequest;
import tools.peak.lake.query.plan.StateRequest;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;

/** An engine that leases the version it reads: nobody takes its files away before the last row. */
public final class LeasedEngine implements QueryEngine {
  private final QueryEngine engine;
  private final Catalog catalog;

  public LeasedEngine(QueryEngine engine, Catalog catalog) {
    this.engine = engine;
    this.catalog = catalog;
  }

  private Leases.Lease lease(View view) {
    Leases.Lease lease = catalog.leases().read(view.version());
    boolean isThere = false;
    try {
      isThere = catalog.read(moment -> moment.history().isReadable(view.version()));
    } finally {
      if (!isThere) {
        lease.close();
      }
    }
    if (!isThere) {
      throw new LakeException(
          Code.BUSY, "version " + view.version() + " expired while it was asked for: ask again");
    }
    return lease;
  }

  private <T> T within(View view, Supplier<T> question) {
    try (Leases.Lease _ = lease(view)) {
      return question.get();
    }
  }

  private interface Opening<C extends Cursor> {
    C open();
  }

  private <C extends Cursor, R> R opened(View view, Opening<C> opening, Leasing<C, R> leasing) {
    Leases.Lease lease = lease(view);
    R leased = null;
    try {
      leased = leasing.of(opening.open(), lease);
      return leased;
    } finally {
      if (leased == null) {
        lease.close();
      }
    }
  }

  private interface Leasing<C, R> {
    R of(C cursor, Leases.Lease lease);
  }

  @Override
  public Cursor run(Request request, View snapshot) {
    return this.<Cursor, Cursor>opened(
        snapshot, () -> engine.run(request, snapshot), Leased<Cursor>::new);
  }

  @Override
  public long count(LakeTable table, Condition where, View snapshot) {
    return within(snapshot, () -> engine.count(table, where, snapshot));
  }

  /** The catalog's own rows: no file is read. */
  @Override
  public List<List<@Nullable Object>> state(StateRequest request, View snapshot) {
    return engine.state(request, snapshot);
  }

  @Override
  public long writeParquet(Request request, View snapshot, Path target) {
    return within(snapshot, () -> engine.writeParquet(request, snapshot, target));
  }

  @Override
  public SqlCursor sql(SqlRequest request, View snapshot) {
    return this.<SqlCursor, SqlCursor>opened(
        snapshot, () -> engine.sql(request, snapshot), LeasedSql::new);
  }

  @Override
  public Keys keys(View snapshot) {
    return within(snapshot, () -> engine.keys(snapshot));
  }

  @Override
  public Optional<EngineTuning> tuning() {
    return engine.tuning();
  }

  @Override
  public void close() {
    engine.close();
  }

  private class Leased<C extends Cursor> implements Cursor {
    final C cursor;
    private final Leases.Lease lease;

    Leased(C cursor, Leases.Lease lease) {
      this.cursor = cursor;
      this.lease = lease;
    }

    @Override
    public @Nullable List<@Nullable Object> next() {
      catalog.requireOpen();
      return cursor.next();
    }

    @Override
    public void close() {
      try (lease) {
        cursor.close();
      }
    }
  }

  private final class LeasedSql extends Leased<SqlCursor> implements SqlCursor {
    LeasedSql(SqlCursor cursor, Leases.Lease lease) {
      super(cursor, lease);
    }

    @Override
    public List<Column> columns() {
      return cursor.columns();
    }
  }
}
