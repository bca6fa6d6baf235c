package tools.peak.cli.command.load;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Results;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

@CommandLine.Command(
    name = "rejects",
    description =
        "Folders that were refused, and why. One that is mended goes with the next ingest.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak rejects",
      "  peak --json rejects | jq -r '.rows[] | .code + \" \" + .path'",
      "  peak rejects --as-of 2026-03-01"
    })
public final class RejectsCommand implements Command {
  private static final List<String> TELLING = List.of("path", "code", "reason");

  /** What takes a folder as it is, by the code of its refusal. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "too_large", "peak ingest --max-file-size takes larger files",
          "link_leaves_tree",
              "peak ingest --follow-links takes it, with the folder that it leads to named, too");

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      Result rejects = lake.rejects(asOf.time());
      formatting.print(
          invocation,
          formatting.isGlance(invocation) ? Results.columns(rejects, TELLING) : rejects,
          FormatOption.TABLE.wrapping());
      if (formatting.kind(invocation) == FormatOption.Kind.TABLE) {
        Results.columns(rejects, List.of("code")).rows().stream()
            .map(row -> String.valueOf(row.getFirst()))
            .distinct()
            .filter(REMEDIES::containsKey)
            .sorted()
            .forEach(it -> invocation.output().notice(it + ": " + REMEDIES.get(it)));
      }
    }
    return Exit.DONE;
  }
}
