package tools.peak.lake.query.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.schema.LakeTable;

/**
 * Answers requests. Safe for several threads at once. An implementation passes {@code
 * QueryEngineContract}.
 */
public interface QueryEngine extends AutoCloseable {
  /** The rows, in order. Close the cursor. */
  Cursor run(Request request, View snapshot);

  /** How many rows of a table fulfil the condition. */
  long count(LakeTable table, Condition where, View snapshot);

  /** The rows of a small table of the catalog, in order, all in memory. */
  List<List<@Nullable Object>> state(StateRequest request, View snapshot);

  /**
   * Writes the rows into a Parquet file. A parameter's column holds numbers when all of its values
   * are, else texts.
   *
   * @return how many
   */
  long writeParquet(Request request, View snapshot, Path target);

  /** The answer to a statement of SQL. Close the cursor. */
  SqlCursor sql(SqlRequest request, View snapshot);

  /** The keys that the lake's rows use. */
  Keys keys(View snapshot);

  /** What a person may do to make it faster; empty where there is nothing. */
  default Optional<EngineTuning> tuning() {
    return Optional.empty();
  }

  @Override
  void close();
}
