package tools.peak.lake.query.plan;

import java.util.List;
import tools.peak.lake.schema.Column;

/** The answer to a statement of SQL. */
public interface SqlCursor extends Cursor {
  /** What its rows consist of. No two bear the same name. */
  List<Column> columns();
}
