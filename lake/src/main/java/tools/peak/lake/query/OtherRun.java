package tools.peak.lake.query;

import java.util.List;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.RelatedRows;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;

/** Finds the run that a filter compares with, at a version. */
record OtherRun(Queries queries, View snapshot) implements RelatedRows.RunIds {
  private static final int SHOWN = 5;
  private static final Expression RUN_ID =
      new Expression.Attribute(LakeTable.RUNS.columns().getFirst());

  @Override
  public String of(String written) {
    String id = id(written);
    Condition ofIt =
        new Condition.Comparison(RUN_ID, Condition.Relation.EQUAL, new Expression.TextLiteral(id));
    View pruned = Pruning.of(snapshot, LakeTable.EQUITY, ofIt);
    if (queries.engine().count(LakeTable.EQUITY, ofIt, pruned) == 0) {
      throw invalid("run '" + id + "' has no equity curve to compare with");
    }
    return id;
  }

  private String id(String written) {
    List<String> ids =
        NamedRuns.of(queries.runs().asOf(AsOf.version(snapshot.version())), written, SHOWN + 1);
    return switch (ids.size()) {
      case 0 -> throw invalid("no run '" + written + "' in the lake");
      case 1 -> ids.getFirst();
      default ->
          throw invalid(
              "several runs begin or end with '%s': %s%s"
                  .formatted(
                      written,
                      String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size()))),
                      ids.size() > SHOWN ? ", …" : ""));
    };
  }

  private static LakeException invalid(String message) {
    return new LakeException(LakeException.Code.INVALID_REQUEST, message);
  }
}
