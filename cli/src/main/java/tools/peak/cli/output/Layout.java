package tools.peak.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How rows stand at a terminal, decided by the first of them. */
sealed interface Layout permits Grid, Vertical {
  /** The lines before the first row. */
  List<String> head(Style style);

  /** The lines of a row. */
  List<String> row(List<? extends @Nullable Object> values, Style style);

  /** What was not shown in full, a line each; asked for behind the last row. */
  List<String> left();
}
