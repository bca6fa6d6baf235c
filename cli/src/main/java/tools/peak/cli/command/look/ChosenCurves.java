package tools.peak.cli.command.look;

import java.util.List;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;

/** The curves of chosen runs, and a word on those that have none. */
final class ChosenCurves {
  private static final int SHOWN = 3;

  private ChosenCurves() {}

  /**
   * Reads them; what a run lacks is said beside the answer.
   *
   * @throws CommandFailed where no run has a curve of two points
   */
  static Curves read(Invocation invocation, Lake lake, ChosenRuns runs, AsOf asOf) {
    return read(invocation, lake, asOf, runs.ids(lake, asOf));
  }

  /** The same of runs that are known. */
  static Curves read(Invocation invocation, Lake lake, AsOf asOf, List<String> ids) {
    Curves curves = Curves.read(lake.equity().asOf(asOf), ids);
    List<String> bare = curves.withoutReturns();
    if (bare.size() == curves.curves().size()) {
      throw CommandFailed.failed(
          "no curve of two points in %s (peak equity or peak show shows what there is)"
              .formatted(some(bare)));
    }
    if (!bare.isEmpty()) {
      invocation.output().notice("left out, no curve of two points: " + some(bare));
    }
    List<String> gaps =
        curves.curves().stream().filter(curve -> curve.leftOut() > 0).map(Curve::runId).toList();
    if (!gaps.isEmpty()) {
      invocation
          .output()
          .notice("points without a time or a finite equity are left out: " + some(gaps));
    }
    return curves;
  }

  /** The first of them, and how many more. */
  static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
  }
}
