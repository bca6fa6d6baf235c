package tools.peak.lake.query.filter;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * Which names are no longer what something is called, and what it is called now. A current name is
 * none of the former ones. A name in another spelling of Unicode is the same name.
 *
 * @param current the current name by each former one, in all of its spellings
 * @param isStrict whether a condition that names something by a former name is refused
 */
public record Renames(Map<String, String> current, boolean isStrict) {
  /** Nothing was renamed. */
  public static final Renames NONE = new Renames(Map.of(), false);

  public Renames {
    Map<String, String> all = new LinkedHashMap<>(current);
    current.forEach(
        (former, now) -> spellings(former).forEach(spelling -> all.putIfAbsent(spelling, now)));
    all.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    current = Map.copyOf(all);
  }

  /** Whether nothing was. */
  public boolean isEmpty() {
    return current.isEmpty();
  }

  /** Whether something was called so once, and is no longer. */
  public boolean isFormer(String name) {
    return current.containsKey(name);
  }

  /** What goes by a name now. */
  public String now(String name) {
    return current.getOrDefault(name, name);
  }

  /**
   * That something goes by a name, as it was written down: by that name in any spelling, or by a
   * former one. Where a former name is asked for, what goes by the name that came after it.
   */
  Condition equal(Expression recorded, String name) {
    String now =
        spellings(name).stream().filter(this::isFormer).findFirst().map(this::now).orElse(name);
    if (isStrict && isFormer(name)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "'%s' is an alias of '%s': write strategy = '%s' for all of its runs, or recorded_strategy = '%s' for those that bear that name"
              .formatted(name, now, now, name));
    }
    Set<String> names = new LinkedHashSet<>(spellings(now));
    names.removeIf(this::isFormer);
    names.add(now);
    current.forEach(
        (former, after) -> {
          if (names.contains(after)) {
            names.add(former);
          }
        });
    List<Expression> literals = new ArrayList<>();
    names.stream().sorted().forEach(one -> literals.add(new Expression.TextLiteral(one)));
    return literals.size() == 1
        ? new Condition.Comparison(recorded, Condition.Relation.EQUAL, literals.getFirst())
        : new Condition.In(recorded, literals);
  }

  private static Set<String> spellings(String name) {
    Set<String> all = new LinkedHashSet<>();
    all.add(name);
    for (Normalizer.Form form : Spellings.FORMS) {
      all.add(Normalizer.normalize(name, form));
    }
    return all;
  }
}
