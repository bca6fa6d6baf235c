package tools.peak.cli.command.history;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "version",
    description = {
      "Names of the lake's versions. One that has a name is kept when old versions expire, and",
      "--as-of takes the name."
    },
    subcommands = {
      VersionCommand.Tag.class,
      VersionCommand.Untag.class,
      VersionCommand.ListNames.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak version tag paper-2026",
      "  peak query --as-of paper-2026",
      "  peak version list",
      "  peak version untag paper-2026"
    })
public final class VersionCommand {
  @CommandLine.Command(
      name = "tag",
      description = "Names a version: the newest, unless another is given.",
      footerHeading = "%nExamples:%n",
      footer = {"  peak version tag paper-2026", "  peak version tag before-cleanup --version 17"})
  static final class Tag implements Command {
    @Parameters(
        paramLabel = "NAME",
        description = "A letter, then letters, digits, dots, underscores and hyphens.")
    String name = "";

    @Option(
        names = "--version",
        paramLabel = "N",
        description = "Which: a number, a date, a time, or another name (default: the newest).")
    String version = AsOf.LATEST;

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        told(invocation, name, lake.history().name(name, AsOf.parse(version)), "is");
      }
      return Exit.DONE;
    }
  }

  @CommandLine.Command(
      name = "untag",
      description = "Takes a name off: the version may expire.",
      footerHeading = "%nExamples:%n",
      footer = "  peak version untag paper-2026")
  static final class Untag implements Command {
    @Parameters(paramLabel = "NAME", description = "The name.")
    String name = "";

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        told(invocation, name, lake.history().unname(name), "is no more");
      }
      return Exit.DONE;
    }
  }

  @CommandLine.Command(
      name = "list",
      description = "Lists the names, by whom and when they were given.",
      footerHeading = "%nExamples:%n",
      footer = "  peak version list")
  static final class ListNames implements Command {
    @Mixin FormatOption formatting = new FormatOption();

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        formatting.print(invocation, lake.history().names());
      }
      return Exit.DONE;
    }
  }

  private static void told(Invocation invocation, String name, long version, String verb) {
    if (invocation.json()) {
      new Counts().with("name", name).with("version", version).print(invocation);
    } else {
      invocation.output().line(String.format(Locale.ROOT, "%s %s version %d", name, verb, version));
    }
  }
}
