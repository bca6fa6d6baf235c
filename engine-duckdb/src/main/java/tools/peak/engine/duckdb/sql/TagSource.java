package tools.peak.engine.duckdb.sql;

import java.util.Optional;

/** Where the tags of one version are to be read. */
public interface TagSource {

  /** The SQL name of a table of run_id and value; empty when the lake has no tags. */
  Optional<String> tag(String key);
}
