package tools.peak.engine.duckdb.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.plan.SqlCursor;
import tools.peak.lake.query.plan.SqlRequest;
import tools.peak.lake.query.plan.View;

/**
 * The workers of an engine. Starting one takes longer than most statements, so the last one is kept
 * for the next statement where it did its work well and at once.
 */
public final class SqlWorkers implements AutoCloseable {
  private final int threads;
  private final Supplier<Optional<Path>> scratch;
  private final Supplier<Optional<Path>> spill;
  private @Nullable WorkerProcess kept;
  private boolean isClosed;

  /**
   * @param scratch where a worker gets a folder of its own; empty where nothing can be written
   * @param spill where it gets one for what doesn't fit into memory; empty where it gets none
   */
  public SqlWorkers(int threads, Supplier<Optional<Path>> scratch, Supplier<Optional<Path>> spill) {
    this.threads = threads;
    this.scratch = scratch;
    this.spill = spill;
  }

  /** Runs a statement. */
  public SqlCursor answer(SqlRequest request, View snapshot) {
    WorkerProcess worker = take(request.memoryBytes());
    if (worker != null) {
      try {
        return WorkerCursor.open(request, snapshot, worker, this::keep);
      } catch (LakeException e) {
        if (e.code() != LakeException.Code.LIMIT && e.code() != LakeException.Code.IO) {
          throw e;
        }
        // What others left in its memory is no fault of this statement.
      }
    }
    WorkerProcess fresh =
        WorkerProcess.start(request.memoryBytes(), threads, scratch.get(), spill.get());
    return WorkerCursor.open(request, snapshot, fresh, this::keep);
  }

  private @Nullable WorkerProcess take(long memoryBytes) {
    WorkerProcess worker = exchange(null);
    if (worker != null && (worker.askedBytes() != memoryBytes || !worker.process().isAlive())) {
      worker.close();
      return null;
    }
    return worker;
  }

  private void keep(WorkerProcess worker) {
    WorkerProcess other = exchange(worker);
    if (other != null) {
      other.close();
    }
  }

  /** Puts one into the place of another, which is the caller's from then on. */
  private synchronized @Nullable WorkerProcess exchange(@Nullable WorkerProcess next) {
    if (isClosed && next != null) {
      return next;
    }
    WorkerProcess before = kept;
    kept = next;
    return before;
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
    }
    WorkerProcess worker = exchange(null);
    if (worker != null) {
      worker.close();
    }
  }
}
