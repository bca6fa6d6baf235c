package tools.peak.cli.command.load;

import java.util.Arrays;
import java.util.List;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.runner.strategy.Parameter;
import tools.peak.runner.strategy.StrategyKind;

/** The strategies that can be run, and what their parameters mean. */
final class StrategyList {
  private static final List<String> COLUMNS =
      List.of("strategy", "parameter", "default", "min", "max", "meaning");

  private StrategyList() {}

  static void print(Invocation invocation) {
    RowWriter rows =
        (invocation.json() ? Format.JSON : Format.TABLE).open(invocation.output(), "", COLUMNS);
    for (StrategyKind kind : StrategyKind.values()) {
      rows.row(Arrays.asList(kind.text(), null, null, null, null, kind.summary()));
      for (Parameter parameter : kind.parameters()) {
        rows.row(
            List.of(
                kind.text(),
                parameter.name(),
                parameter.defaultValue(),
                parameter.min(),
                parameter.max(),
                parameter.meaning()));
      }
    }
    rows.end(false, "");
  }
}
