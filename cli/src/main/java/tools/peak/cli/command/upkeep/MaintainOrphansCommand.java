package tools.peak.cli.command.upkeep;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Sizes;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.retention.Age;
import tools.peak.lake.upkeep.Orphan;
import tools.peak.lake.upkeep.OrphanPlan;
import tools.peak.lake.upkeep.Upkeep;

@CommandLine.Command(
    name = "orphans",
    description = {
      "Deletes files of the lake's tables that nothing names, such as a killed ingest leaves.",
      "Only kinds of files that Peak and other engines are known to write are ever deleted, and"
          + " nothing outside warehouse/.",
      "The plan is shown; with --apply it is done, with --apply PLAN one that was shown."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak maintain orphans",
      "  peak maintain orphans --files",
      "  peak maintain orphans --older-than 1w --apply"
    })
public final class MaintainOrphansCommand implements Command {
  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = MaintainCommand.FILES_OLDER_THAN,
      converter = AgeConverter.class,
      description =
          "Younger files stay: somebody may be about to name them (default: ${DEFAULT-VALUE}).")
  @Nullable Age olderThan;

  @Option(names = "--files", description = "List the files.")
  boolean files;

  @Option(
      names = "--apply",
      paramLabel = "PLAN",
      arity = "0..1",
      fallbackValue = "",
      description = "Do it: a plan that was shown, else what the plan is now.")
  @Nullable String apply;

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      String id = apply;
      if (id != null && !id.isEmpty()) {
        done(invocation, lake.upkeep().deleteOrphans(id));
        return Exit.DONE;
      }
      Age age = Objects.requireNonNull(olderThan);
      OrphanPlan plan = lake.upkeep().planOrphans(age);
      if (id != null) {
        done(invocation, lake.upkeep().deleteOrphans(plan.id()));
      } else {
        shown(invocation, plan, age);
      }
    }
    return Exit.DONE;
  }

  private void shown(Invocation invocation, OrphanPlan plan, Age age) {
    if (files && !invocation.json()) {
      for (Orphan file : plan.files()) {
        invocation
            .output()
            .line(
                Visible.line(
                    file.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + "  "
                        + Sizes.of(file.bytes())
                        + "  "
                        + file.location()));
      }
    }
    if (invocation.json()) {
      Counts counts = counts(plan.id(), plan.files().size(), plan.bytes(), false);
      if (files) {
        List<String> paths = plan.files().stream().map(file -> file.location().toString()).toList();
        counts.with("paths", paths);
      }
      counts.print(invocation);
      return;
    }
    invocation
        .output()
        .line(
            plan.files().isEmpty()
                ? "plan " + plan.id() + ": nothing is nobody's" + others(plan)
                : String.format(
                    Locale.ROOT,
                    "plan %s: %,d %s that nothing names, %s%s",
                    plan.id(),
                    plan.files().size(),
                    plan.files().size() == 1 ? "file" : "files",
                    Sizes.of(plan.bytes()),
                    others(plan)));
    if (!plan.files().isEmpty()) {
      if (age.period().isZero()) {
        invocation
            .output()
            .notice(
                "0d: what an ingest has written and not committed yet is taken too: its commit is"
                    + " refused then, and another program's would name files that are gone");
      }
      invocation.output().notice("apply it: peak maintain orphans --apply " + plan.id());
    }
  }

  private static String others(OrphanPlan plan) {
    StringBuilder others = new StringBuilder();
    if (plan.young() > 0) {
      others.append(String.format(Locale.ROOT, " · %,d too young", plan.young()));
    }
    if (plan.future() > 0) {
      others.append(String.format(Locale.ROOT, " · %,d dated in the future", plan.future()));
    }
    return others.toString();
  }

  private static Counts counts(String plan, long files, long bytes, boolean applied) {
    return new Counts()
        .with("plan", plan)
        .with("versions", 0)
        .with("files", files)
        .with("bytes", bytes)
        .with("applied", applied);
  }

  private static void done(Invocation invocation, Upkeep.OrphansDeleted deleted) {
    if (invocation.json()) {
      counts(deleted.plan(), deleted.files(), deleted.bytes(), true)
          .with("left", deleted.left())
          .print(invocation);
      return;
    }
    invocation
        .output()
        .line(
            String.format(
                Locale.ROOT,
                "%,d %s deleted, %s%s",
                deleted.files(),
                deleted.files() == 1 ? "file" : "files",
                Sizes.of(deleted.bytes()),
                deleted.left() == 0
                    ? ""
                    : String.format(
                        Locale.ROOT,
                        " · %,d left: named by now, changed, or not to be deleted",
                        deleted.left())));
  }
}
