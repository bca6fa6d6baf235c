package tools.peak.evidence.mapping;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.ConfigSnapshot;
import tools.peak.evidence.artifact.DocumentFormat;
import tools.peak.evidence.artifact.JsonRows;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;

/**
 * Finds the runs that are rows of one file. They are handed on as they are read: a broken row, or a
 * file that breaks off, costs none that came before.
 */
final class RowSearch {
  private final MappedRuns source;
  private final Mapping mapping;
  private final RunPlace place;
  private final OpenFiles files;
  private final MappedRuns.Visitor visitor;
  private final Map<String, Seen> seen = new HashMap<>();
  private long number;

  /** A run_id that came before, and of which line. */
  private record Seen(Fingerprint fingerprint, long line) {}

  /** Carries an interruption through parsers. */
  private static final class Stopped extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    Stopped(InterruptedException cause) {
      super(cause);
    }
  }

  RowSearch(MappedRuns source, RunPlace place, OpenFiles files, MappedRuns.Visitor visitor) {
    this.source = source;
    this.mapping = source.mapping();
    this.place = place;
    this.files = files;
    this.visitor = visitor;
  }

  void run() throws InterruptedException {
    try {
      read();
    } catch (Refusal e) {
      visitor.unreadable(place.file().toString(), e.problem());
    } catch (Stopped e) {
      throw (InterruptedException) e.getCause();
    }
  }

  private void read() throws Refusal {
    DataFile data = mapping.runs();
    switch (data.format()) {
      case CSV -> {
        CsvTable csv = new CsvTable(place.name(), data.decimalComma(), new Cells());
        long _ = files.readThrough(place.located(), csv);
        csv.end();
      }
      case PARQUET -> {
        ParquetTable table = parquet();
        List<String> columns = table.columns().stream().map(ParquetColumn::name).toList();
        Headers.require(mapping, FieldRef.RUN, place.name(), columns);
        for (int row = 0; row < table.rows(); row++) {
          take(new RunRow.InTable(table, row), null, row + 1L);
        }
      }
      case JSONL -> lines(whole());
      case JSON -> document(DocumentFormat.JSON);
      case YAML -> document(DocumentFormat.YAML);
      case TOML -> document(DocumentFormat.TOML);
    }
  }

  /** A line that is no JSON is one run that is lost, not all that follow. */
  private void lines(Budget budget) throws Refusal {
    byte[] bytes = Arrays.copyOf(files.files().bytes(), files.files().length());
    budget.take(place.name(), bytes.length);
    int from = Utf8Text.afterMark(bytes, bytes.length);
    for (long line = 1; from < bytes.length; line++) {
      int end = Utf8Text.indexOf(bytes, from, bytes.length, (byte) '\n');
      end = end < 0 ? bytes.length : end;
      if (!JsonLines.isBlank(bytes, from, end)) {
        byte[] object = Arrays.copyOfRange(bytes, from, end);
        try {
          Budget one = new Budget(files.limits().maxHeap());
          take(
              new RunRow.Keys(
                  ConfigSnapshot.part(place.name(), object, object.length, one).values()),
              null,
              line);
        } catch (Refusal e) {
          broken(JsonLines.inLine(e.problem(), line), line);
        }
      }
      from = end + 1;
    }
  }

  private void broken(Problem problem, long line) {
    try {
      visitor.unreadable(place.file() + "/line " + line, problem);
    } catch (InterruptedException e) {
      throw new Stopped(e);
    }
  }

  private Budget whole() throws Refusal {
    Budget budget = new Budget(files.limits().maxHeap());
    files.readWhole(
        place.located(), files.limits().maxParquetSize(), budget, new ArrayList<>(), false);
    return budget;
  }

  private ParquetTable parquet() throws Refusal {
    Budget budget = whole();
    return files.parquet(place.name(), budget, Integer.MAX_VALUE);
  }

  private void document(DocumentFormat format) throws Refusal {
    Budget budget = whole();
    int length = files.files().length();
    byte[] bytes = files.files().bytes();
    byte[] json = format.json(place.name(), bytes, length, false, budget);
    documents(json, json == bytes ? length : json.length);
  }

  private void documents(byte[] json, int length) throws Refusal {
    String at = mapping.runs().at();
    List<String> keys = at.isEmpty() ? List.of() : Arrays.asList(at.split("\\.", -1));
    JsonRows.read(
        place.name(),
        json,
        length,
        keys,
        files.limits().maxHeap(),
        (key, values, line) -> take(new RunRow.Keys(values), key, line));
  }

  private void take(RunRow row, @Nullable String key, long line) {
    number++;
    MappedRun.RowPlace at = new MappedRun.RowPlace(number, key, line);
    RunValues values = new RunValues();
    values.put(FieldRef.RUN, row.values());
    values.put(FieldRef.PATH, RunValues.ofPath(place.kept(), place.relative()));
    values.put(FieldRef.ROW, MappedRun.values(at));
    String runId = null;
    Problem problem = null;
    try {
      runId = RunFacts.runId(mapping, values);
    } catch (Refusal e) {
      problem = e.problem();
    }
    Map<String, Located> beside = source.files(place, values);
    MappedRun run = new MappedRun(source, place, beside, row, at, runId, problem);
    if (runId != null) {
      Seen before = seen.putIfAbsent(runId, new Seen(run.fingerprint(), line));
      if (before != null && !before.fingerprint().equals(run.fingerprint())) {
        Problem twice = new Problem.SameRunId(runId, place.name() + " line " + before.line());
        run = new MappedRun(source, place, beside, row, at, runId, twice);
      }
    }
    try {
      visitor.run(run);
    } catch (InterruptedException e) {
      throw new Stopped(e);
    }
  }

  /** The rows of a CSV. */
  private final class Cells implements CsvTable.Taker {
    private List<String> columns = List.of();

    @Override
    public boolean fits(List<String> header) {
      Set<String> wanted = new HashSet<>();
      for (Rule rule : mapping.rules()) {
        for (FieldRef ref : Mapping.fields(rule)) {
          if (ref.part().equals(FieldRef.RUN) && !rule.isOptional()) {
            wanted.add(ref.key());
          }
        }
      }
      return !wanted.isEmpty() && header.containsAll(wanted);
    }

    @Override
    public void columns(List<String> header) throws Refusal {
      columns = header;
      Headers.require(mapping, FieldRef.RUN, place.name(), header);
    }

    @Override
    public void row(List<String> cells, long line) {
      take(new RunRow.Cells(columns, cells), null, line);
    }

    @Override
    public void broken(Problem problem, long line) {
      RowSearch.this.broken(problem, line);
    }
  }
}
