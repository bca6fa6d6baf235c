package tools.peak.lake.history;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.plan.Cursor;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;

/** The runs of a version that lie in files which another version does not have, by run_id. */
final class RunStates implements AutoCloseable {
  private static final List<Column> COLUMNS =
      Stream.of("run_id", "evidence_sha256", "ingest_id").map(RunStates::column).toList();

  /** What tells a run from what it was before: its content, and what loaded it. */
  record State(String runId, String evidence, String ingest) {}

  private final Cursor rows;
  private @Nullable State current;

  private RunStates(Cursor rows) {
    this.rows = rows;
    advance();
  }

  /** Runs in files that both versions have are the same in both: they are not read. */
  static RunStates of(View view, View other, QueryEngine engine) {
    TableSnapshot runs = Objects.requireNonNull(view.tables().get(LakeTable.RUNS));
    Set<String> shared =
        Objects.requireNonNull(other.tables().get(LakeTable.RUNS)).content().stream()
            .map(StoredFile::path)
            .collect(Collectors.toSet());
    View part =
        view.with(
            LakeTable.RUNS,
            new TableSnapshot(
                runs.id(),
                runs.fields(),
                runs.content().stream().filter(file -> !shared.contains(file.path())).toList()));
    Expression runId = new Expression.Attribute(COLUMNS.getFirst());
    return new RunStates(
        engine.run(
            new Request.Selection(
                LakeTable.RUNS,
                COLUMNS.stream()
                    .map(
                        column ->
                            new Request.Output(column.name(), new Expression.Attribute(column)))
                    .toList(),
                new Condition.Not(new Condition.IsNull(runId)),
                List.of(new SortKey(runId, false)),
                Request.UNLIMITED),
            part));
  }

  private static Column column(String name) {
    return LakeTable.RUNS.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The run that it stands at; null behind the last. */
  @Nullable State current() {
    return current;
  }

  void advance() {
    List<@Nullable Object> row = rows.next();
    current =
        row == null
            ? null
            : new State(
                (String) Objects.requireNonNull(row.get(0)),
                Objects.requireNonNullElse((String) row.get(1), ""),
                Objects.requireNonNullElse((String) row.get(2), ""));
  }

  @Override
  public void close() {
    rows.close();
  }
}
