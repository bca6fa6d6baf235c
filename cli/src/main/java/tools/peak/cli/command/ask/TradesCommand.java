package tools.peak.cli.command.ask;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.cli.command.look.TradeTable;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "trades",
    description = {
      "Trades and fills of chosen runs, or of all. At a terminal it shows 20 of them and the"
          + " telling",
      "columns; with --json or --format all of them and all columns. With --summary a row a run:"
          + " how",
      "profits are distributed, win rate, payoff, streaks, fees, time in the market."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak trades latest",
      "  peak trades exp_42 --rows \"pnl < 0\" --order-by pnl",
      "  peak trades --where \"strategy = 'macd'\" --format parquet > trades.parquet",
      "  peak trades --where \"strategy = 'macd'\" --summary --format csv"
    })
public final class TradesCommand implements Command {
  private static final List<String> TELLING =
      List.of(
          "run_id",
          "symbol",
          "side",
          "timestamp",
          "quantity",
          "price",
          "exit_time",
          "exit_price",
          "pnl",
          "pnl_ratio",
          "exit_reason");

  @Mixin ChosenRows chosen = new ChosenRows();

  @Option(
      names = "--summary",
      description = "In place of trades: what those of a run say together.")
  boolean summary;

  @Override
  public int run(Invocation invocation) throws IOException {
    try (Lakes.Opened opened = invocation.open()) {
      Lake lake = opened.lake();
      if (summary) {
        chosen.answer(invocation, lake, TradeTable::of);
      } else {
        chosen.answer(invocation, lake, lake.trades(), TELLING);
      }
    }
    return Exit.DONE;
  }
}
