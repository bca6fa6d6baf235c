package tools.peak.lake.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.Filters;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Names;
import tools.peak.lake.query.filter.RelatedRows;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.schema.LakeTable;

/** Filters, orders and columns of any text are understood, or refused in words. */
final class FilterFuzzTest {
  private static final Filters FILTERS =
      new Filters(
          new Names(
                  "runs",
                  Names.columns(LakeTable.RUNS.columns()),
                  Set.of("sharpe", "max drawdown"),
                  EnumSet.of(Space.OVERFLOW, Space.PARAMS, Space.META, Space.TAGS),
                  new AnyKey())
              .with(
                  new RelatedRows(
                      new Names(
                          "trades",
                          Names.columns(LakeTable.TRADES.columns()),
                          Set.of(),
                          EnumSet.of(Space.OTHERS),
                          new AnyKey()),
                      id -> id)),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private static final class AnyKey implements Keys {
    @Override
    public boolean contains(Space space, String key) {
      return key.length() % 2 == 0;
    }

    @Override
    public Set<String> all(Space space) {
      return Set.of("fast", "slow");
    }

    @Override
    public SortedMap<String, Long> withoutNumber(String metric) {
      return new TreeMap<>();
    }
  }

  @FuzzTest
  void text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    refusedOrUnderstood(() -> FILTERS.condition(text));
    refusedOrUnderstood(() -> FILTERS.order(text));
    refusedOrUnderstood(() -> FILTERS.columns(text));
  }

  private interface Reading {
    Object read();
  }

  private static void refusedOrUnderstood(Reading reading) {
    try {
      Object _ = reading.read();
    } catch (LakeException e) {
      if (String.valueOf(e.getMessage()).isBlank()) {
        throw new AssertionError("refused without a word", e);
      }
    }
  }
}
