package tools.peak.lake.internal;

import tools.peak.lake.schema.Column;

/**
 * A column as it lies in a table's files.
 *
 * @param id the field id that the files carry; names may change, ids don't
 */
public record Field(int id, Column column) {}
