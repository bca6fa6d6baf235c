package tools.peak.engine.duckdb;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.engine.duckdb.sql.ColumnSql;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.AsOf;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.plan.EngineTuning;
import tools.peak.lake.query.plan.QueryEngineProvider;
import tools.peak.lake.query.plan.RunPartitions;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.ColumnBounds;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.storage.Location;

/** A lake of files that DuckDB wrote, with an engine over it; every commit is a version. */
final class TestLake implements AutoCloseable {
  static final Instant NOW = Instant.parse("2025-01-15T12:00:00Z");

  private final Path folder;
  private final String codec;
  private final DuckDBConnection writer;
  private final DuckDbQueryEngine engine;
  private final List<View> versions = new ArrayList<>();
  private final List<TestRun> runs = new ArrayList<>();
  private final Set<String> metricColumns = new LinkedHashSet<>();

  TestLake(Path folder) throws SQLException {
    this(folder, "snappy");
  }

  TestLake(Path folder, String codec) throws SQLException {
    this.folder = folder;
    this.codec = codec;
    this.writer = DuckDb.open(2, "512MB");
    this.engine =
        new DuckDbQueryEngine(
            new QueryEngineProvider.Resources(
                2, 512L << 20, folder.resolve("spill"), folder.resolve("cache")));
    commit(List.of());
  }

  /** The same lake in another folder, with an engine of its own. */
  TestLake movedTo(Path other) throws IOException, SQLException {
    TestLake moved = new TestLake(other, codec);
    View latest = versions.getLast();
    for (Map.Entry<LakeTable, TableSnapshot> table : latest.tables().entrySet()) {
      List<StoredFile> files = new ArrayList<>();
      for (StoredFile file : table.getValue().content()) {
        Path from = Path.of(file.path());
        Path to = Files.copy(from, other.resolve(from.getFileName()));
        files.add(
            new StoredFile(
                Location.of(to), file.partition(), file.rows(), file.bytes(), file.bounds()));
      }
      latest =
          latest.with(table.getKey(), new TableSnapshot(null, table.getValue().fields(), files));
    }
    moved.versions.add(latest);
    return moved;
  }

  Queries queries() {
    return new Queries(this::at, engine, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  Keys keys() {
    return engine.keys(versions.getLast());
  }

  EngineTuning tuning() {
    return engine.tuning().orElseThrow();
  }

  View at(AsOf asOf) {
    return switch (asOf) {
      case AsOf.Latest _ -> versions.getLast();
      case AsOf.Version(long number) -> versions.get((int) number);
      case AsOf.Moment(Instant instant) ->
          versions.stream()
              .filter(version -> !version.committedAt().isAfter(instant))
              .reduce((_, later) -> later)
              .orElseThrow();
    };
  }

  List<TestRun> runs() {
    return runs;
  }

  /** Adds runs in a file of their own; the version's time is a day after the last one's. */
  TestLake commit(List<TestRun> added) throws SQLException {
    runs.addAll(added);
    boolean first = versions.isEmpty();
    Map<LakeTable, TableSnapshot> tables = new EnumMap<>(LakeTable.class);
    for (LakeTable table : LakeTable.values()) {
      tables.put(
          table,
          first
              ? new TableSnapshot(null, fields(table, List.of()), List.of())
              : versions.getLast().tables().get(table));
    }
    if (!added.isEmpty()) {
      added.forEach(run -> addColumns(run.metrics.keySet()));
      tables.put(LakeTable.RUNS, append(LakeTable.RUNS, tables, runRows(added)));
      List<List<@Nullable Object>> points = points(added);
      if (!points.isEmpty()) {
        tables.put(LakeTable.EQUITY, append(LakeTable.EQUITY, tables, points));
      }
    }
    versions.add(
        new View(
            versions.size(),
            Instant.parse("2024-12-01T00:00:00Z").plusSeconds(86_400L * versions.size()),
            tables,
            List.of(tags()),
            RunPartitions.UNKNOWN));
    return this;
  }

  /** A metric becomes a column unless its name differs from an earlier one's in case alone. */
  private void addColumns(Set<String> metrics) {
    for (String metric : metrics) {
      boolean taken =
          metricColumns.stream().anyMatch(metric::equalsIgnoreCase)
              || LakeTable.RUNS.columns().stream()
                  .map(Column::name)
                  .anyMatch(metric::equalsIgnoreCase)
              || metric.startsWith("past_");
      if (!taken) {
        metricColumns.add(metric);
      }
    }
  }

  private List<List<@Nullable Object>> runRows(List<TestRun> added) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TestRun run : added) {
      List<@Nullable Object> row = new ArrayList<>();
      for (Column column : LakeTable.RUNS.columns()) {
        row.add(
            switch (column.name()) {
              case "params" -> run.params;
              case "meta" -> run.meta;
              case "stats_text" -> run.texts;
              case "overflow" -> overflow(run);
              default -> run.attributes.get(column.name());
            });
      }
      metricColumns.forEach(metric -> row.add(run.metrics.get(metric)));
      rows.add(row);
    }
    return rows;
  }

  private Map<String, Double> overflow(TestRun run) {
    return run.metrics.entrySet().stream()
        .filter(metric -> !metricColumns.contains(metric.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<List<@Nullable Object>> points(List<TestRun> added) {
    List<List<@Nullable Object>> points = new ArrayList<>();
    for (TestRun run : added) {
      for (int i = 0; i < run.equity.size(); i++) {
        points.add(
            Arrays.asList(
                run.attributes.get("run_id"),
                i,
                NOW.plusSeconds(i),
                run.equity.get(i),
                run.attributes.get("stage"),
                run.attributes.get("timestamp")));
      }
    }
    return points;
  }

  private StateTable tags() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TestRun run : runs) {
      run.tags.forEach(
          (key, value) ->
              rows.add(Arrays.asList(run.attributes.get("run_id"), key, value, NOW, "test")));
    }
    return new StateTable(
        "tags",
        List.of(
            new Column("run_id", ColumnType.TEXT),
            new Column("key", ColumnType.TEXT),
            new Column("value", ColumnType.TEXT),
            new Column("set_at", ColumnType.TIMESTAMP),
            new Column("set_by", ColumnType.TEXT)),
        visitor -> rows.forEach(visitor::visit));
  }

  private static List<Field> fields(LakeTable table, Iterable<String> metrics) {
    List<Field> fields = new ArrayList<>();
    table.columns().forEach(column -> fields.add(new Field(fields.size() + 1, column)));
    int id = 1000;
    for (String metric : metrics) {
      fields.add(new Field(id++, new Column(metric, ColumnType.DOUBLE)));
    }
    return fields;
  }

  private TableSnapshot append(
      LakeTable table, Map<LakeTable, TableSnapshot> tables, List<List<@Nullable Object>> rows)
      throws SQLException {
    List<Field> fields = fields(table, table == LakeTable.RUNS ? metricColumns : List.<String>of());
    String file = folder.resolve(table.tableName() + "_" + versions.size() + ".parquet").toString();
    try (Statement statement = writer.createStatement()) {
      statement.execute(
          fields.stream()
              .map(field -> name(field) + " " + ColumnSql.type(field.column().type()))
              .collect(Collectors.joining(", ", "CREATE OR REPLACE TABLE t (", ")")));
      for (List<@Nullable Object> row : rows) {
        statement.execute(
            row.stream()
                .map(TestLake::literal)
                .collect(Collectors.joining(", ", "INSERT INTO t VALUES (", ")")));
      }
      statement.execute(
          "COPY t TO "
              + SqlText.literal(file)
              + fields.stream()
                  .map(field -> name(field) + ": " + field.id())
                  .collect(
                      Collectors.joining(
                          ", ", " (FORMAT parquet, COMPRESSION " + codec + ", FIELD_IDS {", "})")));
    }
    TableSnapshot before = Objects.requireNonNull(tables.get(table));
    List<StoredFile> files = new ArrayList<>(before.content());
    files.add(
        new StoredFile(
            Location.of(file), null, rows.size(), new File(file).length(), bounds(fields, rows)));
    return new TableSnapshot((long) versions.size(), fields, files);
  }

  /** As writers of Iceberg count them: NaN is no bound. */
  private static Map<Integer, ColumnBounds> bounds(
      List<Field> fields, List<List<@Nullable Object>> rows) {
    Map<Integer, ColumnBounds> bounds = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      int column = i;
      List<Object> values =
          rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
      List<Object> ordered =
          values.stream()
              .filter(value -> !value.equals(Double.NaN))
              .map(TestLake::bound)
              .flatMap(Optional::stream)
              .sorted(TestLake::compare)
              .toList();
      bounds.put(
          fields.get(i).id(),
          new ColumnBounds(
              rows.size() - values.size(),
              ordered.isEmpty() ? null : ordered.getFirst(),
              ordered.isEmpty() ? null : ordered.getLast()));
    }
    return bounds;
  }

  private static Optional<Object> bound(Object value) {
    return switch (value) {
      case Double number -> Optional.of(number + 0.0);
      case Integer number -> Optional.of(number.doubleValue());
      case LocalDate day -> Optional.of(day.atStartOfDay().toInstant(ZoneOffset.UTC));
      case String _, Instant _ -> Optional.of(value);
      default -> Optional.empty();
    };
  }

  private static int compare(Object one, Object other) {
    return switch (one) {
      case String text ->
          Arrays.compareUnsigned(
              text.getBytes(StandardCharsets.UTF_8),
              ((String) other).getBytes(StandardCharsets.UTF_8));
      case Double number -> number.compareTo((Double) other);
      case Instant time -> time.compareTo((Instant) other);
      default -> throw new IllegalArgumentException("no bound: " + one);
    };
  }

  private static String name(Field field) {
    return SqlText.identifier(field.column().name());
  }

  private static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> SqlText.literal(text);
      case Double number -> "'" + number.toString().toLowerCase(Locale.ROOT) + "'::DOUBLE";
      case Integer number -> number.toString();
      case LocalDate day -> "DATE '" + day + "'";
      case Instant instant -> "TIMESTAMPTZ '" + instant + "'";
      case TestRun.Typed(var type, var text, var number) ->
          "{'type': %s, 'value': %s, 'number': %s}"
              .formatted(literal(type), literal(text), literal(number));
      case Map<?, ?> map when map.isEmpty() -> "NULL";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
              .collect(Collectors.joining(", ", "MAP {", "}"));
      default -> throw new IllegalArgumentException("no literal: " + value);
    };
  }

  @Override
  public void close() throws SQLException {
    engine.close();
    writer.close();
  }
}
