package tools.peak.cli.command.load;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.mapping.FirstMapping;

@CommandLine.Command(
    name = "mapping",
    description = {
      "A mapping says where runs stand in files of any layout: which file is what, which keys and",
      "columns, how times are written, what is in per cent. peak ingest and peak check take it."
    },
    subcommands = MappingCommand.Init.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak mapping init sweeps > mapping.toml    a first one, by what lies there",
      "  peak check sweeps --map mapping.toml       what would be made of it",
      "  peak ingest sweeps --map mapping.toml"
    })
public final class MappingCommand {
  @CommandLine.Command(
      name = "init",
      description = {
        "Looks at what lies at PATH and writes a first mapping to standard output, with comments.",
        "It loads as it is where names are telling; look at it anyway."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  peak mapping init results.csv > mapping.toml",
        "  peak mapping init sweeps > mapping.toml"
      })
  static final class Init implements Command {
    @Parameters(
        paramLabel = "PATH",
        description = "A file that holds runs, or a folder of such files or of runs.")
    Path path = Path.of(".");

    @Override
    public int run(Invocation invocation) throws IOException {
      String text = FirstMapping.of(path, ReadLimits.DEFAULT);
      text.lines().forEach(invocation.output()::line);
      return Exit.DONE;
    }
  }
}
