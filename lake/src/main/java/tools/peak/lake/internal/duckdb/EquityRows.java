package tools.peak.lake.internal.duckdb;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Times;
import tools.peak.lake.internal.BatchRun;

/**
 * {@code peak_equity(id)}: a table function that hands DuckDB the points of a part's curves
 * straight from the arrays that the reader made. Columns: {@code i} (the run's place in the part),
 * {@code seq}, {@code micros}, {@code equity}.
 */
final class EquityRows
    implements DuckDBTableFunction<EquityRows.Part, EquityRows.Cursor, EquityRows.Cursor> {
  static final String NAME = "peak_equity";

  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentMap<Long, Part> parts = new ConcurrentHashMap<>();

  /** Runs whose points go into one file. */
  record Part(List<BatchRun> runs, long rows) {}

  /** How far a scan is. One thread scans, so that the order stays. */
  static final class Cursor {
    private int run;
    private int point;
  }

  /** Offers a part to the function; the id is its argument. */
  long offer(Part part) {
    long id = ids.incrementAndGet();
    parts.put(id, part);
    return id;
  }

  /** The part was written. */
  void withdraw(long id) {
    parts.remove(id);
  }

  @Override
  public Part bind(DuckDBTableFunctionBindInfo info) {
    info.addResultColumn("i", DuckDBColumnType.INTEGER);
    info.addResultColumn("seq", DuckDBColumnType.INTEGER);
    info.addResultColumn("micros", DuckDBColumnType.BIGINT);
    info.addResultColumn("equity", DuckDBColumnType.DOUBLE);
    Part part = parts.get(info.getParameter(0).getLong());
    if (part == null) {
      throw new IllegalArgumentException("no such part");
    }
    info.setCardinality(part.rows(), true);
    return part;
  }

  @Override
  public Cursor init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    return new Cursor();
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
    Part part = info.getBindData();
    Cursor cursor = info.getInitData();
    int capacity = Math.toIntExact(chunk.capacity());
    Vectors vectors =
        new Vectors(chunk.vector(0), chunk.vector(1), chunk.vector(2), chunk.vector(3));
    int row = 0;
    while (row < capacity && cursor.run < part.runs().size()) {
      EquityCurve curve = part.runs().get(cursor.run).run().equity();
      int count = Math.min(capacity - row, curve.size() - cursor.point);
      vectors.put(row, curve, cursor.run, cursor.point, count);
      row += count;
      cursor.point += count;
      if (cursor.point == curve.size()) {
        cursor.run++;
        cursor.point = 0;
      }
    }
    return row;
  }

  private record Vectors(
      DuckDBWritableVector run,
      DuckDBWritableVector seq,
      DuckDBWritableVector micros,
      DuckDBWritableVector equity) {

    void put(int row, EquityCurve curve, int runNumber, int from, int count) {
      for (int k = 0; k < count; k++) {
        int point = from + k;
        run.setInt(row + k, runNumber);
        seq.setInt(row + k, point);
        long time = curve.timestamps().get(point);
        if (time == Times.MISSING) {
          micros.setNull(row + k);
        } else {
          micros.setLong(row + k, time);
        }
        if (curve.equity().isMissing(point)) {
          equity.setNull(row + k);
        } else {
          equity.setDouble(row + k, curve.equity().get(point));
        }
      }
    }
  }
}
