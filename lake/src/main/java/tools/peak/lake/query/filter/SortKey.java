package tools.peak.lake.query.filter;

/** Something to order by. NULL and NaN come last in both directions, as equals. */
public record SortKey(Expression expression, boolean descending) {}
