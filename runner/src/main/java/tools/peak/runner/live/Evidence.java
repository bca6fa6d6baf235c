package tools.peak.runner.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.EvidenceWriter;
import tools.peak.evidence.artifact.RunDocument;
import tools.peak.evidence.curve.CurveMetrics;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;
import tools.peak.runner.live.journal.Booked;
import tools.peak.runner.live.journal.Journal;
import tools.peak.runner.live.journal.JournalFolder;
import tools.peak.runner.live.journal.Recorded;
import tools.peak.runner.live.journal.SessionState;
import tools.peak.runner.metrics.RunMetrics;
import tools.peak.runner.metrics.TradeMetrics;

/**
 * The run folder that a session leaves, made of its journal alone.
 *
 * @param folder where it is
 * @param points of equity in it
 */
record Evidence(Path folder, long points) {
  /**
   * Makes it, and leaves the journal as short as {@code status} needs it. Only for who holds the
   * journal; its file is closed. What an earlier attempt has made already is not made again.
   */
  static Evidence write(JournalFolder journal) throws IOException {
    Recorded recorded = Recorded.read(journal.journal());
    Path folder = journal.path().resolveSibling(recorded.header().folder());
    if (!Files.exists(folder.resolve(EvidenceFiles.SNIPPET))) {
      try (EvidenceWriter writer = EvidenceWriter.open(folder)) {
        if (recorded.points() == 0) {
          writer.write(document(recorded));
        } else {
          writer.write(document(recorded), taker -> recorded.points(taker::point));
        }
        if (Files.exists(journal.spans())) {
          link(journal.spans(), writer.folder().resolve(EvidenceFiles.TELEMETRY));
        }
        writer.complete();
      }
    }
    Journal.shrink(journal, recorded);
    Files.deleteIfExists(journal.spans());
    return new Evidence(folder, recorded.points());
  }

  /** It is there until the run folder is: a second name costs nothing. */
  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | IOException _) {
      Files.copy(from, to);
    }
  }

  private static RunDocument document(Recorded recorded) throws IOException {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>(recorded.header().meta());
    if (recorded.points() > 0) {
      meta.put("start_date", day(recorded.firstMicros()).toString());
      meta.put("end_date", day(recorded.lastMicros()).toString());
    }
    String end = recorded.end();
    meta.put("session_end", end == null ? "recovered" : end);
    return RunDocument.of(
        meta,
        recorded.header().params(),
        stats(recorded),
        EquityCurve.EMPTY,
        trades(recorded.fills(), String.valueOf(meta.get("symbol"))));
  }

  private static LocalDate day(long micros) {
    return LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  private static List<Stat> stats(Recorded recorded) throws IOException {
    SessionState state = recorded.state();
    Map<String, Long> counts = new TreeMap<>(state == null ? Map.of() : state.counts());
    List<Stat> stats = new ArrayList<>();
    if (recorded.lastMicros() > recorded.firstMicros()) {
      double exposure =
          state == null || state.cycles() == 0 ? 0 : (double) state.heldCycles() / state.cycles();
      stats.addAll(
          RunMetrics.of(
              CurveMetrics.of(
                  taker -> equity(recorded, taker), recorded.lastMicros() - recorded.firstMicros()),
              new TradeMetrics(RoundTrips.of(recorded.fills())),
              exposure,
              new RunMetrics.Orders(
                  counts.getOrDefault("orders_sent", 0L),
                  counts.getOrDefault("orders_filled", 0L),
                  counts.getOrDefault("orders_rejected", 0L),
                  counts.getOrDefault("orders_refused", 0L))));
    }
    stats.add(
        new Stat("cycles", state == null ? (double) recorded.points() : state.cycles(), null));
    stats.add(new Stat("open_position", state == null ? Double.NaN : state.position(), null));
    counts.forEach(
        (name, count) -> {
          if (!name.startsWith("orders_")) {
            stats.add(new Stat(name, (double) count, null));
          }
        });
    return stats;
  }

  /** What the first bar's own trade cost is part of the return. */
  private static void equity(Recorded recorded, DoubleConsumer taker) throws IOException {
    if (recorded.firstEquity() != recorded.header().initialCash()) {
      taker.accept(recorded.header().initialCash());
    }
    recorded.points((_, equity) -> taker.accept(equity));
  }

  private static Trades trades(List<Booked> fills, String symbol) {
    int size = fills.size();
    Times times = Times.ofMicros(fills.stream().mapToLong(b -> b.fill().micros()).toArray());
    Doubles none = Doubles.missing(size);
    BitSet bought = new BitSet();
    for (int i = 0; i < size; i++) {
      bought.set(i, fills.get(i).fill().side() == tools.peak.runner.live.trade.Side.BUY);
    }
    return new Trades(
        Trades.Kind.FILL,
        size,
        times,
        Texts.of(fills.stream().map(_ -> symbol).toArray(String[]::new)),
        Texts.of(fills.stream().map(b -> b.fill().side().text()).toArray(String[]::new)),
        numbers(fills, b -> b.fill().quantity()),
        numbers(fills, b -> b.fill().price()),
        Doubles.of(fills.stream().mapToDouble(Booked::pnl).toArray(), bought),
        Times.missing(size),
        none,
        Times.missing(size),
        none,
        none,
        numbers(fills, b -> b.fill().fee()),
        Texts.missing(size),
        none,
        none,
        none,
        Texts.missing(size),
        List.of(
            new Strings(
                "order_id",
                Texts.of(fills.stream().map(b -> b.fill().orderId()).toArray(String[]::new)))));
  }

  private static Doubles numbers(List<Booked> fills, ToDoubleFunction<Booked> value) {
    return Doubles.of(fills.stream().mapToDouble(value).toArray(), new BitSet());
  }
}
