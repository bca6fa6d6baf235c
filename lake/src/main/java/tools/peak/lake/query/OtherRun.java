package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.RelatedRows;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;

/** Finds the run that a filter compares with, at a version: by its id, or the beginning of it. */
record OtherRun(Queries queries, View snapshot) implements RelatedRows.RunIds {
  private static final int SHOWN = 5;
  private static final Expression RUN_ID =
      new Expression.Attribute(LakeTable.RUNS.columns().getFirst());

  @Override
  public String of(String written) {
    String id = id(written);
    Condition ofIt = is(id);
    View pruned = Pruning.of(snapshot, LakeTable.EQUITY, ofIt);
    if (queries.engine().count(LakeTable.EQUITY, ofIt, pruned) == 0) {
      throw invalid("run '" + id + "' has no equity curve to compare with");
    }
    return id;
  }

  private static Condition is(String id) {
    return new Condition.Comparison(
        RUN_ID, Condition.Relation.EQUAL, new Expression.TextLiteral(id));
  }

  private String id(String written) {
    if (!ids(is(written), 1).isEmpty()) {
      return written;
    }
    String begins = written.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    List<String> ids =
        written.isBlank()
            ? List.of()
            : ids(new Condition.Like(RUN_ID, begins, false, Optional.of("!")), SHOWN + 1);
    return switch (ids.size()) {
      case 0 -> throw invalid("no run '" + written + "' in the lake");
      case 1 -> ids.getFirst();
      default ->
          throw invalid(
              "several runs begin with '%s': %s%s"
                  .formatted(
                      written,
                      String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size()))),
                      ids.size() > SHOWN ? ", …" : ""));
    };
  }

  private List<String> ids(Condition where, int most) {
    Request.Selection selection =
        new Request.Selection(
            LakeTable.RUNS,
            List.of(new Request.Output("run_id", RUN_ID)),
            where,
            List.of(new SortKey(RUN_ID, false)),
            most);
    List<String> ids = new ArrayList<>();
    try (Cursor rows =
        queries.engine().run(selection, Pruning.of(snapshot, LakeTable.RUNS, where))) {
      for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
        ids.add(String.valueOf(row.getFirst()));
      }
    }
    return ids;
  }

  private static LakeException invalid(String message) {
    return new LakeException(LakeException.Code.INVALID_REQUEST, message);
  }
}
