package tools.peak.lake.query.plan;

import java.util.List;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Kind;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.LakeTable;

/**
 * A question to an engine: names are resolved, types are checked. Any engine can answer it that
 * gives every record of {@link Condition} and {@link Expression} the meaning it is documented with.
 */
public sealed interface Request {
  /** How many rows at most, when there is no limit. */
  long UNLIMITED = Long.MAX_VALUE;

  /** What is asked. */
  LakeTable table();

  /** What the rows consist of. */
  List<Output> outputs();

  /** Rows of a table. */
  record Selection(
      LakeTable table, List<Output> outputs, Condition where, List<SortKey> order, long limit)
      implements Request {
    public Selection {
      outputs = List.copyOf(outputs);
      order = List.copyOf(order);
    }
  }

  /**
   * Statistics of a table's rows. {@code having} and {@code order} speak of the result by {@link
   * Expression.Output}: groups first, then measures.
   */
  record Aggregation(
      LakeTable table,
      List<Output> groups,
      List<Measure> measures,
      Condition where,
      Condition having,
      List<SortKey> order,
      long limit)
      implements Request {
    public Aggregation {
      groups = List.copyOf(groups);
      measures = List.copyOf(measures);
      order = List.copyOf(order);
    }

    @Override
    public List<Output> outputs() {
      List<Output> outputs = new java.util.ArrayList<>(groups);
      measures.forEach(
          measure ->
              outputs.add(
                  new Output(measure.name(), new Expression.Output(outputs.size(), Kind.NUMBER))));
      return List.copyOf(outputs);
    }
  }

  /** A column of the answer. */
  record Output(String name, Expression expression) {
    /** The column; a parameter's type each row tells. */
    public Column column() {
      if (expression instanceof Expression.Attribute(Column column)) {
        return new Column(name, column.type());
      }
      return new Column(
          name,
          switch (expression.kind()) {
            case NUMBER -> ColumnType.DOUBLE;
            case TEXT -> ColumnType.TEXT;
            case VALUE -> ColumnType.VALUE;
            case DATE -> ColumnType.DATE;
            case TIMESTAMP -> ColumnType.TIMESTAMP;
            case TRUTH -> ColumnType.BOOLEAN;
            case MAP -> ColumnType.TEXTS;
          });
    }
  }

  /** A statistic of a number. */
  record Measure(String name, Aggregate aggregate, Expression number) {
    public Column column() {
      return new Column(name, aggregate.isCount() ? ColumnType.LONG : ColumnType.DOUBLE);
    }
  }
}
