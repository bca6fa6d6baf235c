package tools.peak.engine.duckdb;

import java.util.Optional;

/** Where the tags of one version are to be read. */
interface Tags {

  /** The SQL name of a table of run_id and value; empty when the lake has no tags. */
  Optional<String> tag(String key);
}
