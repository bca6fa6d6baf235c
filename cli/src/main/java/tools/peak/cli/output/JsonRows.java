package tools.peak.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"snapshot": …, "columns": […], "rows": [{…}], "truncated": …}}, one row a line; {@code
 * "next"} behind it is where the next page begins, and before that stands what else is to be said.
 */
final class JsonRows implements RowWriter {
  private final CommandOutput output;
  private final List<String> columns;
  private final StringBuilder more = new StringBuilder();
  private boolean first = true;

  JsonRows(CommandOutput output, String snapshot, List<String> columns) {
    this.output = output;
    this.columns = columns;
    output.print(
        "{\"snapshot\": %s, \"columns\": %s, \"rows\": ["
            .formatted(Json.of(snapshot), Json.of(columns)));
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    output.print((first ? "\n" : ",\n") + Json.object(columns, values));
    first = false;
  }

  @Override
  public void also(String key, Object value) {
    more.append(", ").append(Json.of(key)).append(": ").append(Json.of(value));
  }

  @Override
  public void end(boolean truncated, String next) {
    String page = next.isEmpty() ? "" : ", \"next\": " + Json.of(next);
    output.line((first ? "" : "\n") + "], \"truncated\": " + truncated + more + page + "}");
  }
}
