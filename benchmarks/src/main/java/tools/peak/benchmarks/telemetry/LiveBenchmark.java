package tools.peak.benchmarks.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.peak.runner.live.KillSwitch;
import tools.peak.runner.live.Session;
import tools.peak.runner.live.SessionRequest;
import tools.peak.runner.live.SessionResult;
import tools.peak.runner.live.Speed;
import tools.peak.runner.live.trade.BrokerOptions;
import tools.peak.runner.live.trade.RiskLimits;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.telemetry.Telemetry;

/**
 * How many decision cycles a session makes in a second (goals: 100,000 with telemetry off, 20,000
 * with a file of all of it, 10,000 to a backend), and whether a backend that takes nothing delays
 * one (goal: at 200 cycles a second p99 at most 1.05 times that of one that takes all, and 50 µs).
 */
public final class LiveBenchmark {
  private static final int PER_SECOND = 200;
  private static final double MICROS = 1e3;

  private final Path folder = Files.createTempDirectory("peak-benchmark");

  private LiveBenchmark() throws IOException {}

  /** {@code rates [CYCLES]}, or {@code delays [SECONDS [PAIRS]]}. */
  public static void main(String[] args) throws Exception {
    String what = args.length > 0 ? args[0] : "rates";
    LiveBenchmark benchmark = new LiveBenchmark();
    try (Sink sink = Sink.start()) {
      switch (what) {
        case "rates" -> benchmark.rates(number(args, 1, 300_000), sink);
        case "delays" -> benchmark.delays(number(args, 1, 60), number(args, 2, 5), sink);
        default -> throw new IllegalArgumentException("rates or delays, not " + what);
      }
    } finally {
      delete(benchmark.folder);
    }
  }

  private static int number(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  private void rates(int cycles, Sink sink) throws Exception {
    Map<String, String> file = Map.of("PEAK_TELEMETRY", "file");
    Map<String, String> all =
        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint(), "OTEL_TRACES_SAMPLER", "always_on");
    Map<String, String> tenth =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            sink.endpoint(),
            "OTEL_TRACES_SAMPLER",
            "parentbased_traceidratio",
            "OTEL_TRACES_SAMPLER_ARG",
            "0.1");
    session(new PacedFeed(cycles, 0), Map.of());
    for (int turn = 1; turn <= 3; turn++) {
      rate("telemetry off", cycles, Map.of());
      rate("a file of all", cycles, file);
      rate("all to a backend", cycles, all);
      rate("a tenth to a backend", cycles, tenth);
    }
  }

  private void rate(String name, int cycles, Map<String, String> environment) throws Exception {
    Cost cost = session(new PacedFeed(cycles, 0), environment);
    System.out.printf(
        Locale.ROOT,
        "%-22s %,9.0f cycles/s   %6.2f µs of processor a cycle%n",
        name,
        cycles / cost.seconds(),
        cost.processor() / cycles * 1e6);
  }

  private void delays(int seconds, int pairs, Sink sink) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String nothing = "http://localhost:" + silent.getLocalPort();
      p99(5, sink.endpoint());
      List<Double> ratios = new ArrayList<>();
      List<Double> over = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        boolean takingFirst = pair % 2 == 0;
        double first = p99(seconds, takingFirst ? sink.endpoint() : nothing);
        double second = p99(seconds, takingFirst ? nothing : sink.endpoint());
        double taking = takingFirst ? first : second;
        double takingNothing = takingFirst ? second : first;
        ratios.add(takingNothing / taking);
        over.add(takingNothing - 1.05 * taking);
        System.out.printf(
            Locale.ROOT,
            "p99: takes all %7.1f µs   takes nothing %7.1f µs   %.3f x%n",
            taking,
            takingNothing,
            takingNothing / taking);
      }
      System.out.printf(
          Locale.ROOT,
          "median of %d pairs: %.3f x, %+.1f µs beyond 1.05 x%n",
          pairs,
          median(ratios),
          median(over));
    }
  }

  private double p99(int seconds, String endpoint) throws Exception {
    PacedFeed feed = new PacedFeed(seconds * PER_SECOND, PER_SECOND);
    Cost _ =
        session(
            feed,
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_TRACES_SAMPLER", "always_on"));
    return feed.quantile(0.99) / MICROS;
  }

  /**
   * The cycles with the run folder that is made of them; neither the start of telemetry nor its
   * end.
   */
  private Cost session(PacedFeed feed, Map<String, String> environment) throws Exception {
    Path results = Files.createTempDirectory(folder, "results");
    SessionRequest request =
        new SessionRequest(
            new MaCrossover(5, 30),
            "BTC/USD",
            Speed.MAX,
            new CostModel(10, 0),
            BrokerOptions.PLAIN,
            RiskLimits.NONE,
            10_000,
            null,
            results,
            results.resolve("KILL"),
            List.of());
    Session session =
        new Session(
            request,
            new KillSwitch(request.killFile()),
            _ -> {},
            Clock.systemUTC(),
            System::nanoTime,
            new Random(1));
    Cost cost;
    try (Telemetry _ = Telemetry.start("peak-benchmark", environment, _ -> {})) {
      cost =
          Cost.of(
              () -> {
                SessionResult result = session.run(feed);
                if (result.ending() != SessionResult.Ending.END_OF_FEED) {
                  throw new IllegalStateException("the session ended early: " + result);
                }
              });
    }
    delete(results);
    return cost;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
