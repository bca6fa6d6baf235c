package tools.peak.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;

/** Parts of answers. */
public final class Results {
  private Results() {}

  /** Only these columns, in this order. */
  public static Result columns(Result result, List<String> names) {
    List<String> all = result.columns().stream().map(Column::name).toList();
    List<Integer> places = names.stream().map(all::indexOf).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : result.rows()) {
      List<@Nullable Object> part = new ArrayList<>();
      places.forEach(place -> part.add(row.get(place)));
      rows.add(part);
    }
    return new Result(
        result.snapshot(),
        places.stream().map(result.columns()::get).toList(),
        rows,
        result.truncated(),
        result.next());
  }
}
