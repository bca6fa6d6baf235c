package tools.peak.lake.sqlite;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.peak.lake.catalog.Deed;

/**
 * The parameters of a deed as the chain has them: a JSON object with its keys in order. A text is
 * {@code "#hash"}, runs are a list of hashes. Nothing in it needs to be escaped.
 */
record AuditParameters(KeyedHash hash) {

  String of(Deed deed) {
    return deed.parameters().entrySet().stream()
        .map(parameter -> '"' + parameter.getKey() + "\":" + json(parameter.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String json(Deed.Parameter value) {
    return switch (value) {
      case Deed.Parameter.Count(long number) -> Long.toString(number);
      case Deed.Parameter.Word(String word) -> '"' + word + '"';
      case Deed.Parameter.Text(String text) -> "\"#" + hash.of(text) + '"';
      case Deed.Parameter.Runs(List<String> runIds, boolean _) ->
          runIds.stream()
              .map(runId -> '"' + hash.of(runId) + '"')
              .collect(Collectors.joining(",", "[", "]"));
    };
  }

  /** What is kept in clear of a parameter. */
  static List<String> clear(Map.Entry<String, Deed.Parameter> parameter) {
    return switch (parameter.getValue()) {
      case Deed.Parameter.Count _, Deed.Parameter.Word _ -> List.of();
      case Deed.Parameter.Text(String text) -> List.of(text);
      case Deed.Parameter.Runs(List<String> runIds, boolean isNamed) ->
          isNamed ? runIds : List.of();
    };
  }
}
