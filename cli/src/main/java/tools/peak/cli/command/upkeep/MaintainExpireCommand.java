package tools.peak.cli.command.upkeep;

import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Sizes;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.retention.Age;
import tools.peak.lake.upkeep.Expired;
import tools.peak.lake.upkeep.ExpiryPlan;

@CommandLine.Command(
    name = "expire",
    description = {
      "Takes away versions that nobody needs: what only they had is gone for good.",
      "Versions stay that were in force within the time given, the newest ones, those that have a"
          + " name, that somebody reads, or that another program's tag names.",
      "The plan is shown; with --apply it is done, with --apply PLAN one that was shown."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak maintain expire",
      "  peak maintain expire --older-than 90d --keep 50 --apply",
      "  peak maintain expire --apply 3f9c01ab"
    })
public final class MaintainExpireCommand implements Command {
  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = MaintainCommand.VERSIONS_OLDER_THAN,
      converter = AgeConverter.class,
      description =
          "Versions that were in force within that time stay (default: ${DEFAULT-VALUE}; also 0d).")
  @Nullable Age olderThan;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = MaintainCommand.VERSIONS_KEPT,
      description = "So many of the newest stay, whatever their age (default: ${DEFAULT-VALUE}).")
  int keep;

  @Option(
      names = "--apply",
      paramLabel = "PLAN",
      arity = "0..1",
      fallbackValue = "",
      description = "Do it: a plan that was shown, else what the plan is now.")
  @Nullable String apply;

  @Override
  public int run(Invocation invocation) {
    if (keep < 0) {
      throw CommandFailed.wrongUsage("--keep is a number of versions, 0 or more");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      String id = apply;
      if (id != null && !id.isEmpty()) {
        done(invocation, lake.upkeep().expire(id));
        return Exit.DONE;
      }
      ExpiryPlan plan = lake.upkeep().planExpiry(Objects.requireNonNull(olderThan), keep);
      if (id != null) {
        done(invocation, lake.upkeep().expire(plan.id()));
      } else {
        shown(invocation, plan);
      }
    }
    return Exit.DONE;
  }

  private void shown(Invocation invocation, ExpiryPlan plan) {
    if (invocation.json()) {
      new Counts()
          .with("plan", plan.id())
          .with("versions", plan.versions().size())
          .with("files", plan.files())
          .with("bytes", plan.bytes())
          .with("applied", false)
          .print(invocation);
      return;
    }
    new TreeMap<>(plan.kept())
        .forEach(
            (version, why) ->
                invocation.output().line(Visible.line("version " + version + " stays: " + why)));
    plan.tags()
        .forEach(
            tag ->
                invocation
                    .output()
                    .line(Visible.line("a snapshot stays that another program named: " + tag)));
    invocation
        .output()
        .line(
            plan.versions().isEmpty() && plan.files() == 0
                ? "plan " + plan.id() + ": nothing expires"
                : String.format(
                    Locale.ROOT,
                    "plan %s: %s, %,d files, %s",
                    plan.id(),
                    versions(plan),
                    plan.files(),
                    Sizes.of(plan.bytes())));
    if (!plan.versions().isEmpty()) {
      if (plan.before().equals(plan.at())) {
        invocation
            .output()
            .notice(
                "0d: nothing that was purged, replaced or deleted can be taken back afterwards, and"
                    + " other programs that read older versions lose their files");
      }
      invocation.output().notice("apply it: peak maintain expire --apply " + plan.id());
    }
  }

  private static String versions(ExpiryPlan plan) {
    int count = plan.versions().size();
    return count == 0
        ? "no version"
        : count == 1
            ? "version " + plan.versions().getFirst() + " expires"
            : String.format(
                Locale.ROOT,
                "%,d versions expire, from %d to %d",
                count,
                plan.versions().getFirst(),
                plan.versions().getLast());
  }

  private static void done(Invocation invocation, Expired expired) {
    if (invocation.json()) {
      new Counts()
          .with("plan", expired.plan())
          .with("versions", expired.versions())
          .with("files", expired.files())
          .with("bytes", expired.bytes())
          .with("applied", true)
          .with("left", expired.left().size())
          .with("clean", expired.isClean())
          .with("snapshot", Long.toString(expired.version()))
          .print(invocation);
    } else {
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT,
                  "%,d %s expired, %,d files deleted, %s · lake version %d",
                  expired.versions(),
                  expired.versions() == 1 ? "version" : "versions",
                  expired.files(),
                  Sizes.of(expired.bytes()),
                  expired.version()));
    }
    if (!expired.left().isEmpty()) {
      invocation
          .output()
          .notice(
              "left for now, since somebody reads them: "
                  + new TreeSet<>(expired.left())
                      .stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (!expired.isClean()) {
      invocation
          .output()
          .notice(
              "catalog.db may still hold names of what was deleted, since somebody reads it or the"
                  + " disk has no room for a second one: peak maintain expire --apply again");
    }
  }
}
