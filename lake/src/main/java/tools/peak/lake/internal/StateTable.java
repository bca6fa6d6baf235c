package tools.peak.lake.internal;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Column;

/**
 * A small table that lives in the catalog (rejects, tags, strategies), as it was at a version.
 *
 * @param rows reads the rows when somebody asks for them: String, Long, Double, Instant or null
 */
public record StateTable(
    String name, List<Column> columns, Supplier<List<List<@Nullable Object>>> rows) {}
