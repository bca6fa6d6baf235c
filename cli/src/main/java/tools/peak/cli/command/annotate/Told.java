package tools.peak.cli.command.annotate;

import java.util.List;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Tagging;

/** Says what became of tags and notes. */
final class Told {
  private Told() {}

  static void of(Invocation invocation, List<String> runs, Tagging.Tagged done, String what) {
    if (invocation.json()) {
      new Counts()
          .with("runs", done.runs())
          .with("snapshot", Long.toString(done.version()))
          .print(invocation);
      return;
    }
    String who = runs.size() == 1 ? runs.getFirst() : Counted.of(done.runs(), "run");
    invocation.output().line(Visible.line(who + ": " + what));
  }
}
