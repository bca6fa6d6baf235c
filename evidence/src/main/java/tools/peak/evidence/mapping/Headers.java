package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.Quoted;

/** The names of a table's columns, each of which is another one's. */
final class Headers {
  private static final int SHOWN = 20;

  private Headers() {}

  /**
   * Names as they are, without blanks around them; a first one that is empty is pandas' {@code
   * index}, any other {@code column_N}; of equal ones the later get {@code .1}, as pandas does.
   */
  static List<String> distinct(List<String> header) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    for (int column = 0; column < header.size(); column++) {
      String name = header.get(column).strip();
      if (name.isEmpty() || (column == 0 && name.equals("Unnamed: 0"))) {
        name = column == 0 ? "index" : "column_" + (column + 1);
      }
      String distinct = name;
      while (!taken.add(distinct)) {
        distinct = name + "." + times.merge(name, 1, Integer::sum);
      }
      names.add(distinct);
    }
    return List.copyOf(names);
  }

  /** Refuses a table that lacks a column which a rule takes. */
  static void require(Mapping mapping, String part, String file, List<String> columns)
      throws Refusal {
    Set<String> known = Set.copyOf(columns);
    for (Rule rule : mapping.rules()) {
      for (FieldRef ref : Mapping.fields(rule)) {
        if (ref.part().equals(part) && !rule.isOptional() && !known.contains(ref.key())) {
          throw new Refusal(
              new Problem.Unmapped(
                  mapping.name(),
                  rule.line(),
                  file
                      + " has no column "
                      + Quoted.text(ref.key())
                      + ": it has "
                      + shown(columns)
                      + hint(rule)));
        }
      }
    }
  }

  private static String hint(Rule rule) {
    return rule.target().equals("run_id")
        ? ""
        : "; a constant is { value = … }, what may be missing has optional = true";
  }

  static String shown(List<String> columns) {
    List<String> some = columns.stream().limit(SHOWN).map(Headers::plain).toList();
    return String.join(", ", some) + (columns.size() > SHOWN ? ", …" : "");
  }

  private static String plain(String name) {
    String quoted = Quoted.text(name);
    return quoted.substring(1, quoted.length() - 1);
  }
}
