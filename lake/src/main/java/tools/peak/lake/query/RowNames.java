package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.query.filter.Suggestion;
import tools.peak.lake.schema.Column;

/** Where the columns of an answer stand, once for all of its rows. */
final class RowNames {
  private static final int NAMED = 12;

  private final List<Column> columns;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<Class<?>, RecordOfRow<?>> records = new ConcurrentHashMap<>();

  RowNames(List<Column> columns) {
    this.columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      places.putIfAbsent(columns.get(i).name(), i); // SQL may call two columns the same
    }
  }

  List<Column> columns() {
    return columns;
  }

  int place(String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw unknown("no column '" + column + "' in this answer", column);
    }
    return place;
  }

  @Nullable Integer find(String column) {
    return places.get(column);
  }

  /** The one column whose name ends with that key, such as {@code params.fast} of {@code fast}. */
  Optional<Integer> findByKey(String key) {
    List<Integer> found = new ArrayList<>();
    places.forEach(
        (name, place) -> {
          if (name.endsWith("." + key)) {
            found.add(place);
          }
        });
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  LakeException unknown(String message, String name) {
    List<String> known = columns.stream().map(Column::name).toList();
    return new LakeException(
        Code.INVALID_REQUEST,
        message
            + Suggestion.nearest(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(
                    () ->
                        "; it has "
                            + String.join(", ", known.subList(0, Math.min(NAMED, known.size())))
                            + (known.size() > NAMED ? ", …" : "")));
  }

  @SuppressWarnings("unchecked") // what is kept under a class makes records of it
  <R extends Record> RecordOfRow<R> record(Class<R> type) {
    return (RecordOfRow<R>) records.computeIfAbsent(type, any -> RecordOfRow.of(type, this));
  }
}
