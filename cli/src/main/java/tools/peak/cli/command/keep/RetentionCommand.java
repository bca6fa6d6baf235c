package tools.peak.cli.command.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.catalog.LakeSettings;
import tools.peak.lake.retention.Retention;

@CommandLine.Command(
    name = "retention",
    description = {
      "What may go, and when: rules, a plan of what they take, and applying it.",
      "Nothing goes by itself, and the folders that runs were read from stay."
    },
    subcommands = {
      RetentionCommand.Policy.class,
      RetentionCommand.Plan.class,
      RetentionCommand.Apply.class,
      RetentionCommand.Undo.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak retention plan",
      "  peak retention plan --runs",
      "  peak retention apply 3f9c01ab",
      "  peak retention undo 3f9c01ab",
      "  peak retention policy set rules.toml"
    })
public final class RetentionCommand {
  @CommandLine.Command(
      name = "policy",
      description = "Shows the lake's rules, or puts others in their place.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  peak retention policy",
        "  peak retention policy set rules.toml",
        "  peak retention policy default"
      })
  static final class Policy implements Command {
    @Parameters(
        paramLabel = "show|set FILE|default",
        arity = "0..2",
        description = "What to do (default: show).")
    List<String> words = List.of();

    @Override
    public int run(Invocation invocation) throws IOException {
      String verb = words.isEmpty() ? "show" : words.getFirst();
      if (words.size() != (verb.equals("set") ? 2 : Math.min(words.size(), 1))) {
        throw CommandFailed.wrongUsage("write peak retention policy show, set FILE or default");
      }
      try (Lake lake = Lake.open(invocation.lake())) {
        Retention retention = lake.retention();
        switch (verb) {
          case "show" -> invocation.output().print(shown(retention, invocation));
          case "set" -> {
            Path file = Path.of(words.get(1));
            told(invocation, retention.policy().set(file.toString(), Files.readString(file)));
          }
          case "default" ->
              told(invocation, retention.policy().set("default", LakeSettings.DEFAULT_RETENTION));
          default ->
              throw CommandFailed.wrongUsage(
                  "write peak retention policy show, set FILE or default");
        }
      }
      return Exit.DONE;
    }

    private static String shown(Retention retention, Invocation invocation) {
      int _ = retention.policy().read().rules().size(); // a wrong one is told
      String text = retention.policy().text();
      if (invocation.json()) {
        return tools.peak.cli.output.Json.of(java.util.Map.of("policy", text)) + "\n";
      }
      return text.isEmpty() ? "no rules: all runs stay\n" : text;
    }

    private static void told(Invocation invocation, int rules) {
      if (invocation.json()) {
        new Counts().with("rules", rules).print(invocation);
      } else {
        invocation
            .output()
            .line(String.format(Locale.ROOT, rules == 1 ? "%d rule" : "%d rules", rules));
      }
    }
  }

  @CommandLine.Command(
      name = "plan",
      description = "Shows what the rules would take now, and keeps it as a plan to apply.",
      footerHeading = "%nExamples:%n",
      footer = {"  peak retention plan", "  peak --json retention plan --runs | jq '.rows'"})
  static final class Plan implements Command {
    @Option(
        names = "--runs",
        description = "Run by run: what goes, and what stays though it is old enough, and why.")
    boolean runs;

    @Option(names = "--all", description = "A rule may take every run of the lake.")
    boolean all;

    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "Count ages from this time, such as 2026-01-31T00:00:00Z (default: now).")
    @Nullable Instant at;

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        Retention retention = lake.retention();
        Instant time = at;
        new PlanReport(time == null ? retention.plan(all) : retention.plan(time, all))
            .print(invocation, runs);
      }
      return Exit.DONE;
    }
  }

  @CommandLine.Command(
      name = "apply",
      description = "Does what a plan says, or refuses where the lake has moved.",
      footerHeading = "%nExamples:%n",
      footer = "  peak retention apply 3f9c01ab")
  static final class Apply implements Command {
    @Parameters(paramLabel = "PLAN", description = "The plan's id.")
    String plan = "";

    @Option(
        names = "--sources",
        paramLabel = "FILE",
        description = "Write the folders of purged runs that still exist into a file.")
    @Nullable Path sources;

    @Override
    public int run(Invocation invocation) throws IOException {
      try (Lake lake = Lake.open(invocation.lake())) {
        Path file = sources;
        List<Path> folders = file == null ? List.of() : lake.retention().folders(plan);
        Deeds.apply(invocation, lake, plan);
        if (file != null) {
          Files.write(file, folders.stream().map(Path::toString).toList());
        }
      }
      return Exit.DONE;
    }
  }

  @CommandLine.Command(
      name = "undo",
      description = "Brings back what a plan took, in a new version.",
      footerHeading = "%nExamples:%n",
      footer = "  peak retention undo 3f9c01ab")
  static final class Undo implements Command {
    @Parameters(paramLabel = "PLAN", description = "The plan's id.")
    String plan = "";

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        Deeds.undo(invocation, lake, plan);
      }
      return Exit.DONE;
    }
  }
}
