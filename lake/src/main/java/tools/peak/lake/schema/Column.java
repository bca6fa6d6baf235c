package tools.peak.lake.schema;

/** A column of one of the lake's tables. */
public record Column(String name, ColumnType type) {}
