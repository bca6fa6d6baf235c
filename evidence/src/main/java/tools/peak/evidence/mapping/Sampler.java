package tools.peak.evidence.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.ConfigSnapshot;
import tools.peak.evidence.artifact.DocumentFormat;
import tools.peak.evidence.artifact.JsonRows;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.parquet.ParquetTable;

/** Looks at the first rows of a file. */
final class Sampler {
  static final int ROWS = 500;

  private final OpenFiles files;

  Sampler(ReadLimits limits) {
    this.files = new OpenFiles(limits);
  }

  /** Ends a parse when enough is seen. */
  private static Refusal enough() {
    return new Refusal(new Problem.Unreadable("", "enough"));
  }

  /** A file's first rows; empty if it can't be read. */
  Optional<Sample> sample(Path root, Path file, String relative) {
    DataFormat format = DataFormat.ofName(relative);
    if (format == null) {
      return Optional.empty();
    }
    Located located = Located.at(relative, file, List.of(root));
    try {
      return Optional.of(
          switch (format) {
            case CSV -> csv(relative, csv(located));
            case PARQUET -> table(relative, format, parquet(located));
            case JSONL -> table(relative, format, lines(located));
            case JSON -> document(located, relative, format, DocumentFormat.JSON);
            case YAML -> document(located, relative, format, DocumentFormat.YAML);
            case TOML -> document(located, relative, format, DocumentFormat.TOML);
          });
    } catch (Refusal _) {
      return Optional.empty();
    }
  }

  private static Sample table(String relative, DataFormat format, List<Map<String, Value>> rows) {
    return new Sample(relative, format, "", false, true, false, rows);
  }

  /** Numbers with a decimal comma are read as what they are. */
  private static Sample csv(String relative, List<Map<String, Value>> rows) {
    boolean isComma =
        rows.stream().anyMatch(row -> row.values().stream().anyMatch(Sampler::hasComma))
            && rows.stream().noneMatch(row -> row.values().stream().anyMatch(Sampler::hasPoint));
    if (!isComma) {
      return table(relative, DataFormat.CSV, rows);
    }
    List<Map<String, Value>> plain = new ArrayList<>();
    for (Map<String, Value> row : rows) {
      Map<String, Value> numbers = new LinkedHashMap<>();
      row.forEach(
          (key, value) ->
              numbers.put(
                  key,
                  Objects.requireNonNullElse(
                      CellValue.of(key, DecimalComma.plain(String.valueOf(value.text()))), value)));
      plain.add(numbers);
    }
    return new Sample(relative, DataFormat.CSV, "", false, true, true, plain);
  }

  private static boolean hasComma(Value value) {
    return DecimalComma.isIn(String.valueOf(value.text()));
  }

  private static boolean hasPoint(Value value) {
    return value.type() == Value.Type.FLOAT && !DecimalComma.isNumber(String.valueOf(value.text()));
  }

  private List<Map<String, Value>> csv(Located file) throws Refusal {
    List<Map<String, Value>> rows = new ArrayList<>();
    CsvTable csv =
        new CsvTable(
            file.name(),
            false,
            new CsvTable.Taker() {
              private List<String> columns = List.of();

              @Override
              public boolean fits(List<String> header) {
                return false;
              }

              @Override
              public void columns(List<String> header) {
                columns = header;
              }

              @Override
              public void row(List<String> cells, long line) throws Refusal {
                rows.add(new RunRow.Cells(columns, cells).values());
                if (rows.size() == ROWS) {
                  throw enough();
                }
              }

              @Override
              public void broken(Problem problem, long line) {
                // the neighbours tell enough
              }
            });
    try {
      long _ = files.readThrough(file, csv);
      csv.end();
    } catch (Refusal e) {
      if (rows.isEmpty()) {
        throw e;
      }
    }
    return rows;
  }

  private Budget whole(Located file) throws Refusal {
    Budget budget = new Budget(files.limits().maxHeap());
    files.readWhole(file, files.limits().maxParquetSize(), budget, new ArrayList<>(), false);
    return budget;
  }

  private List<Map<String, Value>> lines(Located file) throws Refusal {
    Budget budget = whole(file);
    byte[] array = JsonLines.array(files.files().bytes(), files.files().length());
    budget.take(file.name(), array.length);
    return rows(array, List.of());
  }

  private List<Map<String, Value>> parquet(Located file) throws Refusal {
    Budget budget = whole(file);
    ParquetTable table = files.parquet(file.name(), budget, Integer.MAX_VALUE);
    List<Map<String, Value>> rows = new ArrayList<>();
    for (int row = 0; row < Math.min(ROWS, table.rows()); row++) {
      rows.add(new RunRow.InTable(table, row).values());
    }
    return rows;
  }

  private List<Map<String, Value>> rows(byte[] json, List<String> at) throws Refusal {
    List<Map<String, Value>> rows = new ArrayList<>();
    try {
      JsonRows.read(
          "",
          json,
          json.length,
          at,
          files.limits().maxHeap(),
          (key, values, line) -> {
            rows.add(values);
            if (rows.size() == ROWS) {
              throw enough();
            }
          });
    } catch (Refusal e) {
      if (rows.isEmpty()) {
        throw e;
      }
    }
    return rows;
  }

  private Sample document(Located file, String relative, DataFormat format, DocumentFormat document)
      throws Refusal {
    Budget budget = whole(file);
    byte[] bytes = Arrays.copyOf(files.files().bytes(), files.files().length());
    byte[] json = document.json(relative, bytes, bytes.length, false, budget);
    if (isList(json)) {
      return table(relative, format, rows(json, List.of()));
    }
    Map<String, Value> keys = ConfigSnapshot.part(relative, json, json.length, budget).values();
    String list = longestList(keys);
    if (list != null) {
      List<Map<String, Value>> rows = rows(json, List.of(list.split("\\.", -1)));
      Sample sample = new Sample(relative, format, list, false, true, false, rows);
      if (rows.size() > 1 && sample.metrics() > 0 && !sample.isCurve() && !sample.isTrades()) {
        return sample;
      }
    }
    Sample keyed = keyed(relative, format, json, keys);
    return keyed == null
        ? new Sample(relative, format, "", false, false, false, List.of(keys))
        : keyed;
  }

  /** A list within a document, as a table; empty if it is none. */
  Optional<Sample> list(Sample document, String key) {
    for (Value value : document.values(key)) {
      try {
        byte[] json = String.valueOf(value.text()).getBytes(UTF_8);
        return Optional.of(
            new Sample(
                document.file(),
                document.format(),
                key,
                false,
                true,
                false,
                rows(json, List.of())));
      } catch (Refusal _) {
        // the next document's may be one
      }
    }
    return Optional.empty();
  }

  private static boolean isList(byte[] json) {
    for (byte each : json) {
      if (each == '[') {
        return true;
      }
      if (each > ' ') {
        return false;
      }
    }
    return false;
  }

  private static @Nullable String longestList(Map<String, Value> keys) {
    return keys.values().stream()
        .filter(value -> value.type() == Value.Type.LIST)
        .filter(value -> String.valueOf(value.text()).startsWith("[{"))
        .max(Comparator.comparingInt(value -> String.valueOf(value.text()).length()))
        .map(Value::key)
        .orElse(null);
  }

  /** An object of objects with the same keys, metrics among them, is a table of runs. */
  private @Nullable Sample keyed(
      String relative, DataFormat format, byte[] json, Map<String, Value> keys) throws Refusal {
    Map<String, List<String>> below = new LinkedHashMap<>();
    for (String key : keys.keySet()) {
      int dot = key.indexOf('.');
      if (dot < 0) {
        return null;
      }
      below
          .computeIfAbsent(key.substring(0, dot), _ -> new ArrayList<>())
          .add(key.substring(dot + 1));
    }
    boolean areAlike = below.values().stream().distinct().count() == 1;
    if (below.size() < 2 || !areAlike) {
      return null;
    }
    Sample sample = new Sample(relative, format, "", true, true, false, rows(json, List.of()));
    return sample.metrics() > 0 ? sample : null;
  }
}
