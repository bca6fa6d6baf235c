package tools.peak.runner.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.peak.evidence.Run;
import tools.peak.evidence.Trades;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.runner.TestBars;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.live.SessionResult.Ending;
import tools.peak.runner.live.trade.RiskLimits;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.simulation.RoundTrip;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Market;
import tools.peak.runner.strategy.Strategy;
import tools.peak.runner.strategy.Strategy.BollingerMeanReversion;
import tools.peak.runner.strategy.Strategy.BuyAndHold;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.runner.strategy.Strategy.Macd;
import tools.peak.runner.strategy.StrategySignals;

class SessionTest {
  static final List<Strategy> STRATEGIES =
      List.of(
          new MaCrossover(3, 8),
          new Macd(5, 12, 4),
          new BollingerMeanReversion(10, 1.5),
          new BuyAndHold());

  private static final CostModel COSTS = new CostModel(10, 5);

  @TempDir Path results;

  static Run read(Path folder) throws IOException {
    RunFolder found =
        Objects.requireNonNull(FolderWalk.of(List.of(folder.getParent())).look(folder));
    return switch (new EvidenceReader(ReadLimits.DEFAULT).read(found)) {
      case Reading.Loaded(Run run, _) -> run;
      case Reading.Refused refused -> throw new AssertionError(refused);
      case Reading.NotARun() -> throw new AssertionError(folder + " is no run");
    };
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void with_latency_it_earns_what_a_backtest_over_the_same_bars_does(Strategy strategy)
      throws IOException {
    Bars bars = TestBars.walk(800, 7);
    Simulation backtest =
        Simulation.of(bars, StrategySignals.of(strategy, new Market(bars)), COSTS);

    SessionResult result =
        LiveSessions.run(
            LiveSessions.request(results, strategy, COSTS, "latency=50ms", RiskLimits.NONE),
            LiveSessions.feed(LiveSessions.csv(bars)));

    Run run = read(result.folder());
    assertThat(run.equity().size()).isEqualTo(bars.size());
    for (int i = 0; i < bars.size(); i++) {
      assertThat(run.equity().timestamps().get(i)).isEqualTo(bars.micros(i));
      // A backtest sells what is left at the last close; a session leaves it open.
      if (i + 1 < bars.size()) {
        assertThat(run.equity().equity().get(i))
            .as("bar %d", i)
            .isCloseTo(backtest.equity(i), within(1e-6));
      }
    }
    List<RoundTrip> closed =
        backtest.trades().stream()
            .filter(trade -> trade.exitReason() == RoundTrip.ExitReason.SIGNAL)
            .toList();
    assertThat(run.trades().kind()).isEqualTo(Trades.Kind.FILL);
    assertThat(run.trades().size())
        .isEqualTo(closed.size() * 2 + backtest.trades().size() - closed.size());
    for (int i = 0; i < closed.size(); i++) {
      assertThat(run.trades().pnl().get(2 * i + 1)).isCloseTo(closed.get(i).pnl(), within(1e-6));
    }
  }

  @Test
  void the_end_is_a_run_folder_of_stage_live_and_ingest_passes_the_journal_over()
      throws IOException {
    SessionResult result =
        LiveSessions.run(
            LiveSessions.plain(results, new MaCrossover(2, 4)),
            LiveSessions.feed(LiveSessions.csv(TestBars.walk(200, 3))));

    assertThat(result.ending()).isEqualTo(Ending.END_OF_FEED);
    Run run = read(result.folder());
    assertThat(run.meta().stage()).isEqualTo("live");
    assertThat(run.meta().json()).contains("\"session_id\"", "end_of_feed");
    assertThat(run.trades().others()).extracting(column -> column.name()).contains("order_id");
    assertThat(run.stats()).anyMatch(stat -> stat.metric().equals("total_orders"));
    try (Stream<Path> left = Files.list(Path.of(result.folder() + ".live"))) {
      assertThat(left)
          .extracting(path -> path.getFileName().toString())
          .containsExactlyInAnyOrder("journal", "lock");
    }
  }

  @Test
  void a_kill_file_ends_the_session_flat_and_one_that_lies_there_refuses_it() throws Exception {
    SessionRequest request = LiveSessions.plain(results, new BuyAndHold());
    KillSwitch killSwitch = new KillSwitch(request.killFile());
    SessionResult result =
        LiveSessions.session(
                request,
                killSwitch,
                state -> {
                  if (state.cycles() > 0) {
                    put(request.killFile());
                  }
                })
            .run(new EndlessFeed());

    assertThat(result.ending()).isEqualTo(Ending.KILLED);
    assertThat(result.state().position()).isZero();
    Run run = read(result.folder());
    assertThat(run.trades().side().get(run.trades().size() - 1)).isEqualTo("sell");

    assertThatThrownBy(() -> LiveSessions.run(request, new EndlessFeed()))
        .isInstanceOf(SessionRefused.class)
        .hasMessageContaining("KILL");
  }

  private static void put(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void an_interrupt_ends_it_with_its_folder() throws Exception {
    SessionRequest request = LiveSessions.plain(results, new BuyAndHold());
    SessionResult[] result = new SessionResult[1];
    CountDownLatch started = new CountDownLatch(1);
    Thread session =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    result[0] =
                        LiveSessions.session(
                                request,
                                new KillSwitch(request.killFile()),
                                _ -> started.countDown())
                            .run(new EndlessFeed());
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    started.await();
    session.interrupt();
    session.join();
    assertThat(result[0].ending()).isEqualTo(Ending.STOPPED);
    assertThat(read(result[0].folder()).meta().json()).contains("stopped");
  }
}
