package tools.peak.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.annotate.NoteCommand;
import tools.peak.cli.command.annotate.StrategiesCommand;
import tools.peak.cli.command.annotate.TagCommand;
import tools.peak.cli.command.annotate.UntagCommand;
import tools.peak.cli.command.ask.AggregateCommand;
import tools.peak.cli.command.ask.EquityCommand;
import tools.peak.cli.command.ask.QueryCommand;
import tools.peak.cli.command.ask.ShowCommand;
import tools.peak.cli.command.ask.SqlCommand;
import tools.peak.cli.command.ask.TraceCommand;
import tools.peak.cli.command.ask.TradesCommand;
import tools.peak.cli.command.backup.BackupCommand;
import tools.peak.cli.command.backup.RestoreCommand;
import tools.peak.cli.command.demo.DemoCommand;
import tools.peak.cli.command.export.ExportCommand;
import tools.peak.cli.command.history.AuditCommand;
import tools.peak.cli.command.history.DiffCommand;
import tools.peak.cli.command.history.LogCommand;
import tools.peak.cli.command.history.VersionCommand;
import tools.peak.cli.command.keep.DeleteCommand;
import tools.peak.cli.command.keep.HoldCommand;
import tools.peak.cli.command.keep.RetentionCommand;
import tools.peak.cli.command.keep.UndoCommand;
import tools.peak.cli.command.list.MetricsCommand;
import tools.peak.cli.command.list.ParamsCommand;
import tools.peak.cli.command.list.TagsCommand;
import tools.peak.cli.command.live.LiveCommand;
import tools.peak.cli.command.load.BacktestCommand;
import tools.peak.cli.command.load.CheckCommand;
import tools.peak.cli.command.load.IngestCommand;
import tools.peak.cli.command.load.MappingCommand;
import tools.peak.cli.command.load.NoticesCommand;
import tools.peak.cli.command.load.RejectsCommand;
import tools.peak.cli.command.look.CompareCommand;
import tools.peak.cli.command.look.DrawdownsCommand;
import tools.peak.cli.command.look.MapCommand;
import tools.peak.cli.command.look.ReportCommand;
import tools.peak.cli.command.look.ReturnsCommand;
import tools.peak.cli.command.serve.ServeCommand;
import tools.peak.cli.command.stack.StackCommand;
import tools.peak.cli.command.upkeep.MaintainCommand;
import tools.peak.cli.command.upkeep.NightlyCommand;
import tools.peak.cli.command.upkeep.RelocateCommand;
import tools.peak.cli.command.upkeep.VerifyCommand;
import tools.peak.cli.command.upkeep.WarmCommand;

/**
 * The commands by name. Reading one class's options takes a while: only what is asked for is made.
 */
final class Commands {
  private static final Map<String, Supplier<Object>> BY_NAME = byName();

  private Commands() {}

  private static Map<String, Supplier<Object>> byName() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new DemoCommand(Commands::typed));
    commands.put("backtest", BacktestCommand::new);
    commands.put("live", LiveCommand::new);
    commands.put("ingest", IngestCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("mapping", MappingCommand::new);
    commands.put("rejects", RejectsCommand::new);
    commands.put("notices", NoticesCommand::new);
    commands.put("query", QueryCommand::new);
    commands.put("aggregate", AggregateCommand::new);
    commands.put("show", ShowCommand::new);
    commands.put("trace", TraceCommand::new);
    commands.put("trades", TradesCommand::new);
    commands.put("equity", EquityCommand::new);
    commands.put("sql", SqlCommand::new);
    commands.put("serve", () -> new ServeCommand(Dispatch::run));
    commands.put("metrics", MetricsCommand::new);
    commands.put("params", ParamsCommand::new);
    commands.put("tags", TagsCommand::new);
    commands.put("compare", CompareCommand::new);
    commands.put("map", MapCommand::new);
    commands.put("returns", ReturnsCommand::new);
    commands.put("drawdowns", DrawdownsCommand::new);
    commands.put("report", ReportCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("tag", TagCommand::new);
    commands.put("untag", UntagCommand::new);
    commands.put("note", NoteCommand::new);
    commands.put("strategies", StrategiesCommand::new);
    commands.put("retention", RetentionCommand::new);
    commands.put("delete", DeleteCommand::new);
    commands.put("hold", HoldCommand::new);
    commands.put("undo", UndoCommand::new);
    commands.put("backup", BackupCommand::new);
    commands.put("restore", RestoreCommand::new);
    commands.put("maintain", MaintainCommand::new);
    commands.put("log", LogCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("version", VersionCommand::new);
    commands.put("audit", AuditCommand::new);
    commands.put("nightly", NightlyCommand::new);
    commands.put("warm", WarmCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("relocate", RelocateCommand::new);
    commands.put("stack", StackCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }

  /** Without the environment: what the demo shows is the same wherever it runs. */
  private static int typed(String[] args, Invocation demo) {
    return Dispatch.run(args, demo.output(), Map.of(), demo.interrupts());
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The command line for these arguments: with the one command they name, else with all. */
  static CommandLine line(Peak peak, String[] args) {
    CommandLine line = new CommandLine(peak);
    Supplier<Object> named = BY_NAME.get(name(args));
    if (named != null) {
      line.addSubcommand(name(args), named.get());
      return line;
    }
    return all(line);
  }

  static CommandLine all(CommandLine line) {
    BY_NAME.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return line;
  }

  /** The first argument that is neither an option nor its value; empty if there is none. */
  static String name(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--lake") || args[i].equals("--actor")) {
        i++;
      } else if (!args[i].startsWith("-")) {
        return args[i];
      }
    }
    return "";
  }
}
