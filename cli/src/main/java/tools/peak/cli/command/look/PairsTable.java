package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.lake.compare.Pairs;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** A against B: a row a metric. */
final class PairsTable {
  private PairsTable() {}

  static void print(
      Invocation invocation, FormatOption formatting, FormatOption.Kind kind, Pairs pairs) {
    if (pairs.by().isEmpty() && (pairs.unpairedA() == 0 || pairs.unpairedB() == 0)) {
      throw CommandFailed.failed(
          "no run of the lake fulfils --" + (pairs.unpairedA() == 0 ? "a" : "b"));
    }
    if (pairs.by().isEmpty()) {
      throw CommandFailed.failed("A and B share no attribute and no parameter: --pair NAMES");
    }
    if (kind == FormatOption.Kind.JSON) {
      invocation.output().line(Json.of(document(pairs)));
      return;
    }
    formatting.print(invocation, rows(pairs));
    invocation
        .output()
        .notice(
            "A less B, paired by %s; without a counterpart: %s of A, %s of B; intervals of 95 %%"
                .formatted(String.join(", ", pairs.by()), pairs.unpairedA(), pairs.unpairedB()));
  }

  private static Result rows(Pairs pairs) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    pairs
        .differences()
        .forEach(
            (metric, one) -> {
              List<@Nullable Object> row = new ArrayList<>();
              row.add(metric);
              row.add((long) one.pairs());
              row.add(one.meanA());
              row.add(one.meanB());
              row.add(one.meanDifference());
              row.add(one.low());
              row.add(one.high());
              row.add(one.won());
              rows.add(row);
            });
    return new Result(
        pairs.snapshot(),
        List.of(
            new Column("metric", ColumnType.TEXT),
            new Column("pairs", ColumnType.LONG),
            new Column("mean_a", ColumnType.DOUBLE),
            new Column("mean_b", ColumnType.DOUBLE),
            new Column("mean_difference", ColumnType.DOUBLE),
            new Column("low", ColumnType.DOUBLE),
            new Column("high", ColumnType.DOUBLE),
            new Column("won", ColumnType.DOUBLE)),
        rows,
        false,
        Optional.empty());
  }

  private static Map<String, Object> document(Pairs pairs) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    pairs
        .differences()
        .forEach(
            (metric, one) -> {
              Map<String, @Nullable Object> facts = new LinkedHashMap<>();
              facts.put("pairs", one.pairs());
              facts.put("mean_a", one.meanA());
              facts.put("mean_b", one.meanB());
              facts.put("mean_difference", one.meanDifference());
              facts.put("low", one.low());
              facts.put("high", one.high());
              facts.put("won", one.won());
              metrics.put(metric, facts);
            });
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("snapshot", pairs.snapshot());
    document.put("by", pairs.by());
    document.put("unpaired_a", pairs.unpairedA());
    document.put("unpaired_b", pairs.unpairedB());
    document.put("metrics", metrics);
    return document;
  }
}
