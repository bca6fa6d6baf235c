package tools.peak.lake.write;

import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.table.StoredFile;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.read.FieldReader;
import tools.peak.parquet.read.FieldRows;

/** A file whose rows are merged with others': some of its rows, and which of them is next. */
final class MergeInput implements Comparable<MergeInput>, AutoCloseable {
  private static final Comparator<@Nullable String> RUNS =
      Comparator.nullsLast(Comparator.naturalOrder());

  private final StoredFile file;
  private final int order;
  private final FieldReader reader;
  private @Nullable FieldRows rows;
  private ParquetColumn runIds = new AllMissing("run_id", 0);
  private int at;

  /**
   * @param order decides where two have rows of one run
   */
  MergeInput(StoredFile file, int order, FieldReader reader) {
    this.file = file;
    this.order = order;
    this.reader = reader;
  }

  StoredFile file() {
    return file;
  }

  /** Whether there is a next row. */
  boolean hasRow() throws ParquetException, IOException {
    while (rows == null || at == rows.rows()) {
      rows = reader.next();
      at = 0;
      if (rows == null) {
        return false;
      }
      runIds = rows.column("run_id");
    }
    return true;
  }

  /** Copies the rows that come before another input's next one. */
  void copy(RowCopy copy, @Nullable MergeInput other) throws ParquetException, IOException {
    FieldRows some = java.util.Objects.requireNonNull(rows);
    int from = at;
    at++;
    while (at < some.rows() && (other == null || compareTo(other) < 0)) {
      at++;
    }
    int[] wanted = new int[at - from];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = from + i;
    }
    copy.rows(some, wanted, wanted.length);
  }

  @Override
  public int compareTo(MergeInput other) {
    int byRun = RUNS.compare(runIds.text(at), other.runIds.text(other.at));
    return byRun != 0 ? byRun : Integer.compare(order, other.order);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return order;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
