package tools.peak.lake.query.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.ColumnBounds;
import tools.peak.lake.table.StoredFile;

/** What conditions rows of one file can fulfil, by the bounds of its columns. */
final class FileReach {
  private final StoredFile file;
  private final Map<String, Field> fields;
  private final LakeTable table;

  FileReach(StoredFile file, Map<String, Field> fields, LakeTable table) {
    this.file = file;
    this.fields = fields;
    this.table = table;
  }

  /** False only if the condition is true in no row. */
  boolean mayHold(Condition condition) {
    return may(condition, true);
  }

  private boolean may(Condition condition, boolean positive) {
    return switch (condition) {
      case Condition.All(List<Condition> all) ->
          positive
              ? all.stream().allMatch(part -> may(part, true))
              : all.stream().anyMatch(part -> may(part, false));
      case Condition.Any(List<Condition> any) ->
          positive
              ? any.stream().anyMatch(part -> may(part, true))
              : any.stream().allMatch(part -> may(part, false));
      case Condition.Not(Condition inner) -> may(inner, !positive);
      case Condition.Comparison(Expression left, Condition.Relation relation, Expression right) ->
          compare(left, positive ? relation : relation.inverse(), right);
      case Condition.Within(Expression time, var first, var end) -> {
        Expression from = new Expression.TimeLiteral(first);
        Expression until = new Expression.TimeLiteral(end);
        yield positive
            ? compare(time, Condition.Relation.AT_LEAST, from)
                && compare(time, Condition.Relation.LESS, until)
            : compare(time, Condition.Relation.LESS, from)
                || compare(time, Condition.Relation.AT_LEAST, until);
      }
      case Condition.In(Expression expression, List<Expression> values) ->
          positive
              ? values.stream()
                  .anyMatch(value -> compare(expression, Condition.Relation.EQUAL, value))
              : range(expression).hasValues();
      case Condition.IsNull(Expression expression) ->
          positive ? range(expression).nulls() != 0 : range(expression).hasValues();
      case Condition.IsNan _ -> true;
      case Condition.OfTrades _ -> true;
      case Condition.Like like -> range(like.text()).hasValues();
      case Condition.Matches(Expression text, String _) -> range(text).hasValues();
    };
  }

  private boolean compare(Expression left, Condition.Relation relation, Expression right) {
    return range(left).mayCompare(relation, range(right));
  }

  private Range range(Expression expression) {
    return switch (expression) {
      case Expression.Attribute(var column) -> column(column.name());
      case Expression.Renamed(String _, Expression recorded, var renames) ->
          renames.isEmpty() ? range(recorded) : range(recorded).unbounded();
      case Expression.Metric(String name) -> ofContract(name) ? Range.UNKNOWN : column(name);
      case Expression.RunDate _ -> runDate();
      case Expression.NumberLiteral(double value, _) ->
          Double.isNaN(value) ? Range.UNKNOWN : Range.of(value + 0.0);
      case Expression.TextLiteral(String value) -> Range.of(value);
      case Expression.TruthLiteral(boolean value) -> Range.of(value);
      case Expression.TimeLiteral(Instant value) -> Range.of(value);
      case Expression.Entry _,
          Expression.Output _,
          Expression.PeriodOf _,
          Expression.AsNumber _,
          Expression.BeyondDouble _,
          Expression.AsText _,
          Expression.AsTruth _,
          Expression.EpochMillis _,
          Expression.Arithmetic _,
          Expression.OfRun _,
          Expression.Call _ ->
          Range.UNKNOWN;
    };
  }

  private boolean ofContract(String metric) {
    return table.columns().stream().anyMatch(column -> column.name().equals(metric));
  }

  private Range column(String name) {
    Field field = fields.get(name);
    ColumnBounds bounds = field == null ? null : file.bounds().get(field.id());
    return bounds == null
        ? Range.UNKNOWN
        : new Range(file.rows(), bounds.nulls(), bounds.least(), bounds.greatest());
  }

  /** The start_date, or the timestamp's day where there is none. */
  private Range runDate() {
    Range start = column("start_date");
    if (start.nulls() == 0) {
      return start;
    }
    Range time = column("timestamp").days();
    return start.hasValues() ? start.or(time) : time;
  }
}
