package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.plan.Request;

/** What was asked so far, in order. Of what can be said only once, the last counts. */
record Clauses(List<Clause> list) {
  Clauses {
    list = List.copyOf(list);
  }

  Clauses plus(Clause clause) {
    return plus(List.of(clause));
  }

  Clauses plus(List<? extends Clause> clauses) {
    List<Clause> longer = new ArrayList<>(list);
    longer.addAll(clauses);
    return new Clauses(longer);
  }

  <C extends Clause> List<C> all(Class<C> type) {
    return list.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <C extends Clause> Optional<C> last(Class<C> type) {
    return all(type).stream().reduce((_, later) -> later);
  }

  AsOf asOf() {
    return last(Clause.At.class).map(Clause.At::asOf).orElseGet(AsOf::latest);
  }

  long limit() {
    return last(Clause.Limit.class).map(Clause.Limit::rows).orElse(Request.UNLIMITED);
  }

  static Clause.Limit limit(long rows) {
    if (rows < 0) {
      throw LakeException.invalid("limit", rows + " is below 0");
    }
    return new Clause.Limit(rows);
  }
}
