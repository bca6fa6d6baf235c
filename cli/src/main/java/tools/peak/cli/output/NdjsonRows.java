package tools.peak.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object a line. */
final class NdjsonRows implements RowWriter {
  private final CommandOutput output;
  private final String snapshot;
  private final List<String> columns;

  NdjsonRows(CommandOutput output, String snapshot, List<String> columns) {
    this.output = output;
    this.snapshot = snapshot;
    this.columns = columns;
  }

  @Override
  public void row(List<? extends @Nullable Object> values) {
    output.line(Json.object(columns, values));
  }

  @Override
  public void end(boolean truncated, String next) {
    Origin.tell(output, snapshot, truncated, next);
  }
}
