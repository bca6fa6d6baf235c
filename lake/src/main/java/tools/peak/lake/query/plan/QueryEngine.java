package tools.peak.lake.query.plan;

import java.nio.file.Path;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.schema.LakeTable;

/** Answers requests. Safe for several threads at once. */
public interface QueryEngine extends AutoCloseable {
  /** The rows, in order. Close the cursor. */
  Cursor run(Request request, View snapshot);

  /** How many rows of a table fulfil the condition. */
  long count(LakeTable table, Condition where, View snapshot);

  /**
   * Writes the rows into a Parquet file. A parameter's column holds numbers when all of its values
   * are, else texts.
   *
   * @return how many
   */
  long writeParquet(Request request, View snapshot, Path target);

  /** The answer to a statement of SQL. Close the cursor. */
  SqlCursor sql(SqlRequest request, View snapshot);

  /**
   * Makes copies of the runs that this engine reads faster, in the place of those that it made
   * before. Questions use them from then on, of every version that has the same files.
   *
   * @return their bytes
   */
  long warm(View snapshot);

  /** Deletes those copies. */
  void cool();

  /** The keys that the lake's rows use. */
  Keys keys(View snapshot);

  @Override
  void close();
}
