package tools.peak.lake.catalog;

import java.util.List;
import tools.peak.lake.schema.Column;

/**
 * A small table that lives in the catalog (rejects, tags, strategies), as it was at a version.
 *
 * @param rows reads the rows when somebody asks for them
 */
public record StateTable(String name, List<Column> columns, StateRows rows) {}
