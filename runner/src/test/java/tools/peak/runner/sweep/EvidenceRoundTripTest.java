package tools.peak.runner.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.Value;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.runner.TestBars;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.StrategyKind;

/** What is on disk, read by the evidence module, keeps the promises to the last bit. */
class EvidenceRoundTripTest {
  private final Bars bars = TestBars.walk(400, 17);

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void stats_follow_from_the_curve_and_the_trades_on_disk(StrategyKind kind) throws IOException {
    Run run = onlyRun(kind);
    Map<String, Double> stats =
        run.stats().stream()
            .filter(stat -> stat.value() != null)
            .collect(Collectors.toMap(Stat::metric, stat -> number(stat)));
    EquityCurve curve = run.equity();
    assertThat(curve.size()).isEqualTo(bars.size());
    double first = curve.equity().get(0);
    double last = curve.equity().get(curve.size() - 1);
    assertThat(stats).containsEntry("total_return", last / first - 1);
    double peak = first;
    double deepest = 0;
    for (int i = 0; i < curve.size(); i++) {
      assertThat(curve.timestamps().get(i)).isEqualTo(bars.micros(i));
      peak = Math.max(peak, curve.equity().get(i));
      deepest = Math.min(deepest, curve.equity().get(i) / peak - 1);
    }
    assertThat(stats).containsEntry("max_drawdown", deepest);
    assertThat(stats).containsEntry("total_trades", (double) run.trades().size());
  }

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void trades_are_round_trips_in_bar_time(StrategyKind kind) throws IOException {
    Trades trades = onlyRun(kind).trades();
    assertThat(trades.kind()).isEqualTo(Trades.Kind.ROUND_TRIP);
    assertThat(trades.size()).isPositive();
    for (int i = 0; i < trades.size(); i++) {
      assertThat(trades.side().get(i)).isEqualTo("long");
      assertThat(trades.entryTime().get(i)).isLessThanOrEqualTo(trades.exitTime().get(i));
      assertThat(trades.exitReason().get(i))
          .isEqualTo(
              trades.exitTime().get(i) == bars.micros(bars.size() - 1) && i == trades.size() - 1
                  ? "end_of_data"
                  : "signal");
      assertThat(trades.pnl().get(i)).isEqualTo(trades.grossPnl().get(i) - trades.fee().get(i));
      assertThat(trades.fee().get(i))
          .isEqualTo(trades.entryCost().get(i) + trades.exitCost().get(i));
    }
  }

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void params_keep_their_names_types_and_order(StrategyKind kind) throws IOException {
    Run run = onlyRun(kind);
    List<String> expected = new ArrayList<>();
    kind.withDefaults()
        .params()
        .forEach(
            (name, value) -> expected.add(name + (value instanceof Integer ? " INT" : " FLOAT")));
    assertThat(run.params().stream().map(value -> value.key() + " " + value.type()).toList())
        .isEqualTo(expected);
    assertThat(run.meta().values())
        .contains(
            new Value("effective_cost_config.fee_bps", Value.Type.FLOAT, "10.0", 10.0),
            new Value("effective_cost_config.slippage_bps", Value.Type.FLOAT, "5.0", 5.0));
  }

  private Run onlyRun(StrategyKind kind) throws IOException {
    SweepRequest request =
        SweepRequest.of(kind, bars, "BTC/USD", dir).withCosts(new CostModel(10, 5));
    assertThat(new Sweep().run(request, SweepListener.NONE).written()).isEqualTo(1);
    List<Path> folders;
    try (Stream<Path> entries = Files.list(dir)) {
      folders = entries.toList();
    }
    assertThat(folders).hasSize(1);
    RunFolder folder = Objects.requireNonNull(FolderWalk.of(List.of(dir)).look(folders.getFirst()));
    Reading reading = new EvidenceReader(ReadLimits.DEFAULT).read(folder);
    return ((Reading.Loaded) reading).run();
  }

  private static double number(Stat stat) {
    return stat.value() == null ? Double.NaN : stat.value();
  }
}
