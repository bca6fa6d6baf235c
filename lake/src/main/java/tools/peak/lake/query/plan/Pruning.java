package tools.peak.lake.query.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.TableSnapshot;

/**
 * Leaves out the files that hold no row of an answer: by the bounds of their columns, and by the
 * index of runs where a question names some.
 */
public final class Pruning {
  /** More ids than this are not worth looking up one by one. */
  private static final int MOST_IDS = 1_000;

  private Pruning() {}

  /** The snapshot with fewer files of that table, and the same answer. */
  public static View of(View snapshot, LakeTable table, Condition where) {
    if (where.equals(Condition.ALWAYS)) {
      return snapshot;
    }
    TableSnapshot content = Objects.requireNonNull(snapshot.tables().get(table));
    Map<String, Field> fields =
        content.fields().stream()
            .collect(Collectors.toMap(field -> field.column().name(), Function.identity()));
    TableSnapshot fewer = content.only(file -> new FileReach(file, fields, table).mayHold(where));
    Optional<Set<String>> ids = table.isPartitioned() ? runIds(where) : Optional.empty();
    if (ids.isPresent() && fewer.content().size() > 1 && ids.get().size() <= MOST_IDS) {
      Set<Partition> places = snapshot.places().of(table, ids.get(), snapshot.version());
      if (!places.isEmpty()) {
        fewer = fewer.only(file -> file.partition() == null || places.contains(file.partition()));
      }
    }
    return snapshot.with(table, fewer);
  }

  /** The only run_ids that rows can have, where the condition says so. */
  public static Optional<Set<String>> runIds(Condition condition) {
    return switch (condition) {
      case Condition.Comparison(
              Expression.Attribute(var column),
              Condition.Relation relation,
              Expression.TextLiteral(String id)) ->
          column.name().equals("run_id") && relation == Condition.Relation.EQUAL
              ? Optional.of(Set.of(id))
              : Optional.empty();
      case Condition.In(Expression.Attribute(var column), List<Expression> values) ->
          column.name().equals("run_id") ? Optional.of(texts(values)) : Optional.empty();
      case Condition.All(List<Condition> all) ->
          all.stream().map(Pruning::runIds).flatMap(Optional::stream).findFirst();
      case Condition.Comparison _,
          Condition.In _,
          Condition.Any _,
          Condition.OfTrades _,
          Condition.Not _,
          Condition.Within _,
          Condition.IsNull _,
          Condition.IsNan _,
          Condition.Like _,
          Condition.Matches _ ->
          Optional.empty();
    };
  }

  private static Set<String> texts(List<Expression> literals) {
    Set<String> texts = new HashSet<>();
    for (Expression literal : literals) {
      if (literal instanceof Expression.TextLiteral(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }
}
