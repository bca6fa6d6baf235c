package tools.peak.lake.query.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine's answer, row by row. */
public interface Cursor extends AutoCloseable {
  /** The next row, or null behind the last. */
  @Nullable List<@Nullable Object> next();

  @Override
  void close();
}
