package tools.peak.cli.command.keep;

import java.util.Locale;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Sizes;
import tools.peak.lake.Lake;
import tools.peak.lake.retention.Retention;

/** Does plans and takes them back, and says so. */
final class Deeds {
  private Deeds() {}

  static void apply(Invocation invocation, Lake lake, String plan) {
    long began = System.nanoTime();
    Retention.Applied applied = lake.retention().apply(plan);
    if (invocation.json()) {
      new Counts()
          .with("plan", applied.plan())
          .with("purged", applied.purged())
          .with("stripped", applied.stripped())
          .with("bytes", applied.bytes())
          .with("snapshot", Long.toString(applied.version()))
          .seconds((System.nanoTime() - began) / 1e9)
          .print(invocation);
      return;
    }
    invocation
        .output()
        .line(
            String.format(
                Locale.ROOT,
                "%,d purged, %,d stripped, %s · lake version %d",
                applied.purged(),
                applied.stripped(),
                Sizes.of(applied.bytes()),
                applied.version()));
    invocation.output().notice("take it back: peak retention undo " + applied.plan());
  }

  static void undo(Invocation invocation, Lake lake, String plan) {
    long began = System.nanoTime();
    Retention.Restored restored = lake.retention().undo(plan);
    if (invocation.json()) {
      new Counts()
          .with("restored", restored.restored())
          .with("snapshot", Long.toString(restored.version()))
          .seconds((System.nanoTime() - began) / 1e9)
          .print(invocation);
      return;
    }
    invocation
        .output()
        .line(
            String.format(
                Locale.ROOT,
                "plan %s taken back: %,d restored%s · lake version %d",
                restored.plan(),
                restored.restored(),
                restored.present() == 0
                    ? ""
                    : String.format(Locale.ROOT, ", %,d were back already", restored.present()),
                restored.version()));
  }
}
