package tools.peak.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
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
final class RejectsCommand implements Command {
  private static final List<String> TELLING = List.of("path", "code", "reason");

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin Formatting formatting = new Formatting();

  @Override
  public int run(Invocation session) {
    try (Lake lake = Lake.open(session.lake())) {
      Result rejects = lake.rejects(asOf.time());
      formatting.print(
          session, formatting.isGlance(session) ? Results.columns(rejects, TELLING) : rejects);
    }
    return Exit.DONE;
  }
}
