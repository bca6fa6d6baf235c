package tools.peak.lake.query.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Filters;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Names;
import tools.peak.lake.query.filter.Renames;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.ColumnBounds;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.storage.Location;

/** Which files a question has to read: of October, of November, and one without any bounds. */
class PruningTest {
  private static final List<Field> FIELDS = fields();

  private static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    LakeTable.RUNS.columns().forEach(column -> fields.add(new Field(fields.size() + 1, column)));
    fields.add(new Field(100, new Column("sharpe", ColumnType.DOUBLE)));
    return fields;
  }

  private static StoredFile file(String name, int month, Map<String, ColumnBounds> bounds) {
    Map<Integer, ColumnBounds> byId = new HashMap<>();
    FIELDS.forEach(
        field -> {
          ColumnBounds known = bounds.get(field.column().name());
          if (known != null) {
            byId.put(field.id(), known);
          }
        });
    return new StoredFile(
        Location.of("/" + name), new Partition("backtest", month), 10, 1_000, byId);
  }

  private static View snapshot(RunPartitions places) {
    StoredFile october =
        file(
            "oct",
            657,
            Map.of(
                "run_id", new ColumnBounds(0, "a", "m"),
                "stage", new ColumnBounds(0, "backtest", "backtest"),
                "strategy", new ColumnBounds(0, "ma", "macd"),
                "timestamp", times("2024-10-01T00:00:00Z", "2024-10-31T23:00:00Z"),
                "start_date", new ColumnBounds(10, null, null),
                "sharpe", new ColumnBounds(0, -1.0, 1.5)));
    StoredFile november =
        file(
            "nov",
            658,
            Map.of(
                "run_id", new ColumnBounds(0, "h", "z"),
                "stage", new ColumnBounds(0, "research", "research"),
                "strategy", new ColumnBounds(0, "pairs", "rsi"),
                "timestamp", times("2024-11-01T00:00:00Z", "2024-11-30T23:00:00Z"),
                "start_date", times("2024-11-01T00:00:00Z", "2024-11-30T00:00:00Z"),
                "sharpe", new ColumnBounds(2, 0.5, 3.0)));
    StoredFile unknown =
        new StoredFile(Location.of("/any"), new Partition(null, null), 10, 1_000, Map.of());
    return new View(
        7,
        Instant.EPOCH,
        Map.of(LakeTable.RUNS, new TableSnapshot(1L, FIELDS, List.of(october, november, unknown))),
        List.of(),
        places);
  }

  private static ColumnBounds times(String least, String greatest) {
    return new ColumnBounds(0, Instant.parse(least), Instant.parse(greatest));
  }

  /** A strategy that was called rsi is called zscore now, macd is still macd. */
  private static Map<String, Expression> columns() {
    Map<String, Expression> columns = Names.columns(LakeTable.RUNS.columns());
    columns.computeIfPresent(
        "strategy",
        (name, recorded) ->
            new Expression.Renamed(name, recorded, new Renames(Map.of("rsi", "zscore"), false)));
    return columns;
  }

  private static List<String> read(String filter, RunPartitions places) {
    Filters filters =
        new Filters(
            new Names("runs", columns(), Set.of("sharpe"), Set.of(), none()),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    View pruned = Pruning.of(snapshot(places), LakeTable.RUNS, filters.condition(filter));
    return requireNonNull(pruned.tables().get(LakeTable.RUNS)).content().stream()
        .map(file -> file.location().name())
        .toList();
  }

  private static Keys none() {
    return new Keys() {
      @Override
      public SortedMap<String, Long> withoutNumber(String metric) {
        return Collections.emptySortedMap();
      }

      @Override
      public boolean contains(Space space, String key) {
        return false;
      }

      @Override
      public Set<String> all(Space space) {
        return Set.of();
      }
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "true | oct nov any",
        "sharpe > 1.5 | nov any",
        "sharpe >= 1.5 | oct nov any",
        "not (sharpe < 1.6) | nov any",
        "2 < sharpe | nov any",
        "sharpe is null | nov any",
        "sharpe between 2 and 4 or run_id < 'b' | oct nov any",
        "sharpe in (2, 4) | nov any",
        "stage = 'backtest' | oct any",
        "strategy = 'zscore' | nov any",
        "strategy = 'rsi' | nov any",
        "strategy in ('rsi', 'abc') | nov any",
        "strategy = 'macd' | oct any",
        "strategy in ('macd', 'abc') | oct any",
        "strategy = 'abc' | any",
        "strategy > 'z' | oct nov any",
        "strategy like 'z%' | oct nov any",
        "strategy <> 'zscore' | oct nov any",
        "stage <> 'backtest' | nov any",
        "not stage in ('backtest') | oct nov any",
        "timestamp = '2024-10' | oct any",
        "timestamp > '2024-11-29' | nov any",
        "start_date >= '2024-Q4' | nov any",
        "start_date is null | oct any",
        "start_date is not null | nov any",
        "run_id = 'b' | oct any",
        "run_id in ('b', 'x') | oct nov any",
        "run_id > 'n' and stage = 'backtest' | any",
        "symbol like 'BTC%' | oct nov any",
        "lower(stage) = 'backtest' | oct nov any"
      })
  void files_are_left_out_by_their_bounds(String filter, String expected) {
    assertThat(read(filter, RunPartitions.UNKNOWN)).containsExactly(expected.split(" "));
  }

  @Test
  void a_run_is_looked_for_where_the_index_says_that_it_lies() {
    RunPartitions november = (_, _, _) -> Set.of(new Partition("backtest", 658));
    assertThat(read("run_id = 'k'", november)).containsExactly("nov");
    assertThat(read("run_id in ('k', 'l') and sharpe > 0", november)).containsExactly("nov");
    assertThat(read("run_id = 'k' or sharpe > 0", november)).containsExactly("oct", "nov", "any");
    assertThat(read("run_id = 'k'", RunPartitions.UNKNOWN)).containsExactly("oct", "nov", "any");
  }
}
