package tools.peak.lake.query.filter;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.peak.lake.LakeException;

/** Finds what a name stands for: attributes first, then metrics; explicit by a prefix. */
final class NameResolver {
  private static final Map<String, Space> PREFIXES =
      Map.ofEntries(
          Map.entry("metrics", Space.OVERFLOW),
          Map.entry("metric", Space.OVERFLOW),
          Map.entry("params", Space.PARAMS),
          Map.entry("param", Space.PARAMS),
          Map.entry("parameters", Space.PARAMS),
          Map.entry("parameter", Space.PARAMS),
          Map.entry("tags", Space.TAGS),
          Map.entry("tag", Space.TAGS),
          Map.entry("meta", Space.META),
          Map.entry("attributes", Space.ATTRIBUTES),
          Map.entry("resource", Space.RESOURCE),
          Map.entry("others", Space.OTHERS));

  private static final Set<String> ATTRIBUTE_PREFIXES =
      Set.of("attributes", "attribute", "attr", "run");

  /** What MLflow's search knows and a lake does not. */
  private static final Set<String> WITHOUT_COUNTERPART =
      Set.of(
          "status",
          "end_time",
          "artifact_uri",
          "user_id",
          "experiment_id",
          "lifecycle_stage",
          "created",
          "Created");

  private final FilterText source;
  private final Names names;

  NameResolver(FilterText source, Names names) {
    this.source = source;
    this.names = names;
  }

  /** What the name stands for. */
  Expression resolve(Syntax.Name name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** What the name stands for, if anything; in another spelling of Unicode if need be. */
  Optional<Expression> find(Syntax.Name name) {
    Optional<Expression> found = findAsWritten(name);
    if (found.isPresent()) {
      return found;
    }
    return Spellings.FORMS.stream()
        .map(form -> name.parts().stream().map(part -> Normalizer.normalize(part, form)).toList())
        .filter(parts -> !parts.equals(name.parts()))
        .map(parts -> findAsWritten(new Syntax.Name(parts, name.quoted(), name.at())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Expression> findAsWritten(Syntax.Name name) {
    String prefix = name.parts().getFirst().toLowerCase(Locale.ROOT);
    if (name.parts().size() > 1) {
      String key = key(name);
      if (names.hasMetrics() && ATTRIBUTE_PREFIXES.contains(prefix)) {
        return attribute(key).or(() -> alias(key));
      }
      Space space = PREFIXES.get(prefix);
      if (space != null && names.spaces().contains(space)) {
        return entry(space, key);
      }
    }
    return bare(name.dotted());
  }

  private Optional<Expression> entry(Space space, String key) {
    if (space == Space.OVERFLOW) {
      return names.hasMetric(key) ? Optional.of(new Expression.Metric(key)) : Optional.empty();
    }
    if (space == Space.TAGS && key.equals("mlflow.runName")) {
      return attribute("run_id");
    }
    return isUsed(space, key) ? Optional.of(new Expression.Entry(space, key)) : Optional.empty();
  }

  private Optional<Expression> bare(String name) {
    Optional<Expression> attribute = attribute(name);
    if (attribute.isPresent()) {
      return attribute;
    }
    if (names.hasMetric(name)) {
      return Optional.of(new Expression.Metric(name));
    }
    return alias(name);
  }

  private Optional<Expression> attribute(String name) {
    return Optional.ofNullable(names.attributes().get(name));
  }

  /** MLflow's names for what a run has here. */
  private Optional<Expression> alias(String name) {
    if (!names.hasMetrics()) {
      return Optional.empty();
    }
    return switch (name) {
      case "start_time" -> attribute("timestamp").map(Expression.EpochMillis::new);
      case "run_name" -> attribute("run_id");
      default -> Optional.empty();
    };
  }

  /**
   * A key that no row has is a slip of the pen, except a tag: nobody may have set it yet. It is
   * then taken for a slip only when there is another that is nearly the same.
   */
  private boolean isUsed(Space space, String key) {
    return names.keys().contains(space, key)
        || (space == Space.TAGS
            && !key.startsWith("mlflow.")
            && Suggestion.nearest(key, names.keys().all(space)).isEmpty());
  }

  private static String key(Syntax.Name name) {
    return String.join(".", name.parts().subList(1, name.parts().size()));
  }

  private LakeException unknown(Syntax.Name name) {
    String first = name.parts().getFirst().toLowerCase(Locale.ROOT);
    String last = name.parts().size() == 1 ? name.dotted() : key(name);
    boolean attribute =
        name.parts().size() == 1 || (names.hasMetrics() && ATTRIBUTE_PREFIXES.contains(first));
    if ((attribute && names.hasMetrics() && WITHOUT_COUNTERPART.contains(last))
        || (name.parts().size() > 1 && (first.equals("datasets") || first.equals("dataset")))
        || (PREFIXES.get(first) == Space.TAGS && last.startsWith("mlflow."))) {
      return source.error(
          name.at(), "MLflow's '" + name.dotted() + "' has no counterpart in a lake");
    }
    Space space = name.parts().size() == 1 || attribute ? null : PREFIXES.get(first);
    if (space != null && !names.spaces().contains(space)) {
      return source.error(name.at(), names.rows() + " have no " + space.prefix());
    }
    if (space != null && space != Space.OVERFLOW) {
      return source.error(
          name.at(),
          "no %s '%s'%s"
              .formatted(
                  space.noun(),
                  last,
                  didYouMean(Suggestion.nearest(last, names.keys().all(space)))));
    }
    return source.error(
        name.at(),
        noNumber(last).orElseGet(() -> space == null ? unknownBare(last) : unknownMetric(last)));
  }

  /** A metric of that name is there, only no number. */
  private Optional<String> noNumber(String name) {
    if (!names.hasMetrics()) {
      return Optional.empty();
    }
    List<String> others = new ArrayList<>();
    names
        .keys()
        .withoutNumber(name)
        .forEach((what, runs) -> others.add(runs + (runs == 1 ? " has " : " have ") + what));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            QuotedNames.written(name)
                + " is no number in any run ("
                + String.join(", ", others)
                + ")");
  }

  private String unknownMetric(String name) {
    return "no metric '%s'%s"
        .formatted(name, didYouMean(Suggestion.nearest(name, names.allMetrics())));
  }

  private String unknownBare(String name) {
    if (!names.hasMetrics()) {
      return unknownColumn(name);
    }
    List<String> all = new ArrayList<>(names.attributes().keySet());
    all.addAll(names.allMetrics());
    Optional<String> near = Suggestion.nearest(name, all);
    if (near.isPresent()) {
      String noun = names.attributes().containsKey(near.get()) ? "attribute" : "metric";
      return "no %s '%s'%s".formatted(noun, name, didYouMean(near));
    }
    if (names.spaces().contains(Space.PARAMS) && names.keys().contains(Space.PARAMS, name)) {
      return "no metric '%s'%s".formatted(name, didYouMean(Optional.of("params." + name)));
    }
    return "no attribute or metric '" + name + "'";
  }

  private String unknownColumn(String name) {
    Set<String> columns = names.attributes().keySet();
    Optional<String> near = Suggestion.nearest(name, columns);
    return "no column '%s'; %s"
        .formatted(
            name,
            near.isPresent()
                ? "did you mean '" + near.get() + "'?"
                : "there are " + String.join(", ", columns));
  }

  private static String didYouMean(Optional<String> name) {
    return name.map(near -> "; did you mean " + shown(near) + "?").orElse("");
  }

  /** A name to write: in single quotes as all names in messages, or in those that it needs. */
  private static String shown(String name) {
    String written = QuotedNames.written(name);
    return written.equals(name) ? "'" + name + "'" : written;
  }
}
