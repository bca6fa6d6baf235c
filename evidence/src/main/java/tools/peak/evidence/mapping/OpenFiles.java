package tools.peak.evidence.mapping;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.ConfigSnapshot;
import tools.peak.evidence.artifact.DocumentFormat;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.JsonRows;
import tools.peak.evidence.artifact.TableSource;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.ReadFailures;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.read.ParquetReader;

/** Opens the files of runs, each once a run, whatever they are written in. One a thread. */
final class OpenFiles {
  private static final int MAX_COLUMNS = 5_000;
  private static final long CELL = 48;

  /** A file's name and digest. */
  private static final long ARTIFACT = 300;

  private final ReadLimits limits;
  private final FileReader files = new FileReader();
  private final ParquetReader parquet;

  /** A table, and how what is wrong with it is said. */
  record Table(TableSource source, ParquetTable columns) {}

  OpenFiles(ReadLimits limits) {
    this.limits = limits;
    this.parquet = new ParquetReader(new ParquetLimits(MAX_COLUMNS, 2L * limits.maxParquetSize()));
  }

  FileReader files() {
    return files;
  }

  ReadLimits limits() {
    return limits;
  }

  /** The values of a file that holds one of each key; what was read of it is listed. */
  Map<String, Value> values(
      Located file,
      DataFile data,
      Mapping mapping,
      String part,
      Budget budget,
      List<Artifact> artifacts)
      throws Refusal {
    return switch (data.format()) {
      case JSON -> document(file, DocumentFormat.JSON, budget, artifacts);
      case YAML -> document(file, DocumentFormat.YAML, budget, artifacts);
      case TOML -> document(file, DocumentFormat.TOML, budget, artifacts);
      case CSV, PARQUET, JSONL ->
          switch (data.shape()) {
            case ROWS -> Map.of();
            case PAIRS -> pairs(table(file, data, "", budget, artifacts, limits.maxTrades()));
            case COLUMNS ->
                oneRow(
                    table(file, data, "", budget, artifacts, limits.maxTrades()),
                    file,
                    data,
                    mapping,
                    part);
          };
    };
  }

  private Map<String, Value> document(
      Located file, DocumentFormat format, Budget budget, List<Artifact> artifacts) throws Refusal {
    readWhole(file, limits.maxJsonSize(), budget, artifacts, true);
    byte[] json = format.json(file.name(), files.bytes(), files.length(), true, budget);
    int length = json == files.bytes() ? files.length() : json.length;
    return ConfigSnapshot.part(file.name(), json, length, budget).values();
  }

  private static Map<String, Value> pairs(Table table) throws Refusal {
    List<ParquetColumn> columns = table.columns().columns();
    if (columns.size() < 2) {
      throw new Refusal(table.source().problem("has no two columns, of names and of values"));
    }
    Map<String, Value> values = new LinkedHashMap<>();
    String name = columns.getFirst().name();
    Value first = CellValue.of(name, columns.get(1).name());
    boolean isHeader = first == null || first.number() == null || name.equals("index");
    if (!isHeader) {
      values.put(name, first); // without a header the first line is a pair, too
    }
    for (int row = 0; row < table.columns().rows(); row++) {
      String key = columns.getFirst().text(row);
      String text = columns.get(1).text(row);
      Value value = key == null || text == null ? null : CellValue.of(key.strip(), text);
      if (value != null) {
        values.put(value.key(), value);
      }
    }
    return values;
  }

  private static Map<String, Value> oneRow(
      Table table, Located file, DataFile data, Mapping mapping, String part) throws Refusal {
    List<ParquetColumn> columns = table.columns().columns();
    Headers.require(mapping, part, file.name(), columns.stream().map(ParquetColumn::name).toList());
    if (table.columns().rows() != 1) {
      throw new Refusal(
          new Problem.Unmapped(
              mapping.name(),
              data.line(),
              String.format(
                  Locale.ROOT,
                  "%s has %,d rows where one is the run's: write shape = \"pairs\" if they are"
                      + " names and values, each = \"row\" if each is a run",
                  file.name(),
                  table.columns().rows())));
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (ParquetColumn column : columns) {
      Value value =
          column instanceof Strings strings && strings.get(0) != null
              ? CellValue.of(column.name(), String.valueOf(strings.get(0)))
              : CellValue.of(column, 0);
      if (value != null) {
        values.put(value.key(), value);
      }
    }
    return values;
  }

  /** The rows of a file; what was read of it is listed. */
  Table table(
      Located file, DataFile data, String at, Budget budget, List<Artifact> artifacts, int maxRows)
      throws Refusal {
    return switch (data.format()) {
      case PARQUET -> {
        readWhole(file, limits.maxParquetSize(), budget, artifacts, false);
        yield new Table(TableSource.parquet(file.name()), parquet(file.name(), budget, maxRows));
      }
      case CSV -> csv(file, data, budget, artifacts, maxRows);
      case JSON -> documentTable(file, DocumentFormat.JSON, at, budget, artifacts);
      case YAML -> documentTable(file, DocumentFormat.YAML, at, budget, artifacts);
      case TOML -> documentTable(file, DocumentFormat.TOML, at, budget, artifacts);
      case JSONL -> {
        readWhole(file, limits.maxParquetSize(), budget, artifacts, false);
        DocumentTable rows = new DocumentTable(file.name(), budget);
        byte[] array = JsonLines.array(files.bytes(), files.length());
        JsonRows.read(file.name(), array, array.length, List.of(), budget.left(), rows);
        yield rows.table();
      }
    };
  }

  private Table documentTable(
      Located file, DocumentFormat format, String at, Budget budget, List<Artifact> artifacts)
      throws Refusal {
    readWhole(file, limits.maxJsonSize(), budget, artifacts, false);
    byte[] json = format.json(file.name(), files.bytes(), files.length(), false, budget);
    int length = json == files.bytes() ? files.length() : json.length;
    return DocumentTable.of(file.name(), json, length, at, budget);
  }

  /** What was read whole, as a table. */
  ParquetTable parquet(String name, Budget budget, int maxRows) throws Refusal {
    try {
      ParquetTable table = parquet.readable(files.bytes(), files.length(), budget.left());
      if (table.rows() > maxRows) {
        throw new ParquetException(
            String.format(
                Locale.ROOT,
                "has %,d rows, more than the %,d that can be held",
                table.rows(),
                maxRows));
      }
      budget.take(name, parquet.decoded());
      return table;
    } catch (ParquetException e) {
      throw e.isTooLarge()
          ? budget.spent(name)
          : new Refusal(new Problem.InvalidParquet(name, String.valueOf(e.getMessage())));
    }
  }

  private Table csv(
      Located file, DataFile data, Budget budget, List<Artifact> artifacts, int maxRows)
      throws Refusal {
    CsvColumns rows = new CsvColumns(file.name(), data.decimalComma(), budget, maxRows);
    long bytes = readThrough(file, rows.csv());
    add(file, bytes, false, budget, artifacts);
    return rows.table();
  }

  /** Reads a file of any size through a parser; gives its length. */
  long readThrough(Located file, FileReader.Chunks chunks) throws Refusal {
    FileEntry entry = usable(file, limits.maxFileSize());
    try {
      return files.readThrough(file.folder(), entry, chunks);
    } catch (IOException e) {
      throw unreadable(file.name(), e);
    }
  }

  /** Reads a file into memory. */
  void readWhole(Located file, long limit, Budget budget, List<Artifact> artifacts, boolean isKept)
      throws Refusal {
    FileEntry entry = usable(file, Math.min(limit, limits.maxFileSize()));
    try {
      budget.take(file.name(), entry.size());
      files.readWhole(file.folder(), entry);
    } catch (IOException e) {
      throw unreadable(file.name(), e);
    }
    add(file, files.length(), isKept, budget, artifacts);
  }

  private void add(
      Located file, long bytes, boolean isKept, Budget budget, List<Artifact> artifacts)
      throws Refusal {
    String content =
        isKept && bytes <= EvidenceReader.MAX_CONTENT
            ? Utf8Text.decode(files.bytes(), 0, files.length())
            : null;
    String kept = content == null || content.indexOf('\0') >= 0 ? null : content;
    budget.takeText(file.name(), ARTIFACT + (kept == null ? 0 : kept.length()));
    artifacts.add(new Artifact(file.name(), bytes, files.sha256(), kept));
  }

  private FileEntry usable(Located file, long limit) throws Refusal {
    FileEntry entry = file.entry();
    if (file.problem() != null) {
      throw new Refusal(file.problem());
    }
    if (entry == null) {
      throw new Refusal(new Problem.Unreadable(file.name(), "is gone"));
    }
    if (entry.size() > limits.maxFileSize()) {
      throw new Refusal(new Problem.TooLarge(file.name(), entry.size(), limits.maxFileSize()));
    }
    if (entry.size() > limit) {
      throw new Refusal(
          new Problem.TooMuchMemory(
              String.format(
                  Locale.ROOT,
                  "%s has %,d bytes, more than the %,d that can be held",
                  file.name(),
                  entry.size(),
                  limit)));
    }
    return entry;
  }

  private static Refusal unreadable(String name, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      throw new CancellationException("interrupted at " + name);
    }
    return new Refusal(new Problem.Unreadable(name, ReadFailures.reason(e)));
  }

  /** The columns of a CSV file, as texts. */
  private static final class CsvColumns implements CsvTable.Taker {
    private final String file;
    private final Budget budget;
    private final int maxRows;
    private final CsvTable csv;
    private final List<List<@Nullable String>> cells = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private List<String> columns = List.of();

    CsvColumns(String file, boolean decimalComma, Budget budget, int maxRows) {
      this.file = file;
      this.budget = budget;
      this.maxRows = maxRows;
      this.csv = new CsvTable(file, decimalComma, this);
    }

    CsvTable csv() {
      return csv;
    }

    @Override
    public boolean fits(List<String> header) {
      return false; // the separator that makes the most columns
    }

    @Override
    public void columns(List<String> header) {
      columns = header;
      header.forEach(_ -> cells.add(new ArrayList<>()));
    }

    @Override
    public void row(List<String> row, long line) throws Refusal {
      if (lines.size() == maxRows) {
        throw new Refusal(
            new Problem.InvalidCsv(
                file, line, String.format(Locale.ROOT, "more than %,d rows", maxRows)));
      }
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        budget.takeText(file, cell.length());
        cells.get(column).add(cell.isBlank() ? null : cell);
      }
      budget.take(file, CELL);
      lines.add(line);
    }

    @Override
    public void broken(Problem problem, long line) throws Refusal {
      throw new Refusal(problem);
    }

    Table table() throws Refusal {
      csv.end();
      List<ParquetColumn> all = new ArrayList<>();
      for (int column = 0; column < columns.size(); column++) {
        all.add(
            new Strings(
                columns.get(column), Texts.of(cells.get(column).toArray(new @Nullable String[0]))));
      }
      return new Table(new CsvSource(file, lines), new ParquetTable(lines.size(), all));
    }
  }

  /** A CSV file, which knows its rows' lines. */
  private record CsvSource(String file, List<Long> lines) implements TableSource {
    @Override
    public Problem problem(String detail) {
      return new Problem.InvalidCsv(file, 1, detail);
    }

    @Override
    public Problem problem(String column, int row, String text, String why) {
      return new Problem.InvalidCsv(
          file,
          lines.get(row),
          "column " + Quoted.text(column) + ": " + Quoted.text(text) + " " + why);
    }
  }
}
