package tools.peak.lake.query.plan;

import java.util.List;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.SortKey;

/**
 * A question about a small table of the catalog: all columns of the rows that fulfil a condition.
 *
 * @param limit how many rows at most; {@link Request#UNLIMITED} for all
 */
public record StateRequest(StateTable table, Condition where, List<SortKey> order, long limit) {
  public StateRequest {
    order = List.copyOf(order);
  }
}
