package tools.peak.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.cli.output.View;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.Rows;
import tools.peak.lake.schema.Column;
import tools.peak.storage.local.TemporaryFolder;

/** How an answer is to be written: a table unless one asks for something else. */
public final class FormatOption {
  /** A table that says how to see what found no room. */
  public static final View TABLE = View.PLAIN.remedy("-x");

  private static final int CHUNK = 1 << 16;

  /** What may be asked for. */
  public enum Kind {
    TABLE,
    CSV,
    JSON,
    NDJSON,
    PARQUET,
    MARKDOWN
  }

  @Option(
      names = "--format",
      paramLabel = "table|csv|json|ndjson|parquet|markdown",
      converter = Kinds.class,
      description = "How rows are written. Parquet wants a file, as in > runs.parquet.")
  @Nullable Kind asked;

  @Option(names = "--types", description = "With JSON: \"types\", what each column holds.")
  boolean types;

  @Option(
      names = "--csv-safe",
      description = "In CSV, write ' before text that begins with = + - @ (a formula elsewhere).")
  boolean csvSafe;

  @Option(
      names = {"-x", "--vertical"},
      description = "In a table, write a line a value, in place of a line a row.")
  boolean vertical;

  public Kind kind(Invocation invocation) {
    if (vertical && (invocation.json() || (asked != null && asked != Kind.TABLE))) {
      throw CommandFailed.wrongUsage("-x is for tables: leave it, or --json and --format, out");
    }
    if (csvSafe && asked != Kind.CSV) {
      throw CommandFailed.wrongUsage("--csv-safe is for --format csv");
    }
    if (types && !invocation.json() && asked != Kind.JSON) {
      throw CommandFailed.wrongUsage("--types is for --json");
    }
    if (!invocation.json()) {
      return asked == null ? Kind.TABLE : asked;
    }
    if (asked != null && asked != Kind.JSON) {
      throw CommandFailed.wrongUsage("--json and --format contradict each other: give one of them");
    }
    return Kind.JSON;
  }

  /** Whether the answer is for eyes: some rows, the telling columns. */
  public boolean isGlance(Invocation invocation) {
    return asked == null && !invocation.json();
  }

  /** Whether a line a value was asked for. */
  public boolean isVertical() {
    return vertical;
  }

  /** Writes an answer that is in memory; Parquet is not one of its formats. */
  public void print(Invocation invocation, Result result) {
    print(invocation, result, TABLE);
  }

  /** The same, a table in this view. */
  public void print(Invocation invocation, Result result, View view) {
    print(
        invocation,
        result.snapshot(),
        result.columns(),
        result.rows(),
        result::truncated,
        Optional::empty,
        Remarks.NONE,
        view);
  }

  /** Writes an answer row by row. */
  public void print(Invocation invocation, Rows rows) {
    print(invocation, rows, Remarks.NONE, TABLE);
  }

  private void print(Invocation invocation, Rows rows, Remarks remarks, View view) {
    print(
        invocation,
        rows.snapshot(),
        rows.columns(),
        rows,
        rows::truncated,
        rows::next,
        remarks,
        view);
  }

  /** Looks at the rows as they are written, and has something to say of them all. */
  public interface Remarks {
    /** Nothing is to be said. */
    Remarks NONE =
        new Remarks() {
          @Override
          public void row(List<@Nullable Object> values) {}

          @Override
          public void end(RowWriter out) {}
        };

    void row(List<@Nullable Object> values);

    void end(RowWriter out);
  }

  /** Writes what a query answers: row by row, or as the Parquet file that its engine makes. */
  public void answer(Invocation invocation, Kind kind, Supplier<Rows> rows, Consumer<Path> parquet)
      throws IOException {
    answer(invocation, kind, rows, parquet, Remarks.NONE, TABLE);
  }

  /**
   * As {@link #answer(Invocation, Kind, Supplier, Consumer)}, with remarks on the rows, a table in
   * this view.
   */
  public void answer(
      Invocation invocation,
      Kind kind,
      Supplier<Rows> rows,
      Consumer<Path> parquet,
      Remarks remarks,
      View view)
      throws IOException {
    if (kind == Kind.PARQUET) {
      parquet(invocation, parquet);
      return;
    }
    try (Rows answer = rows.get()) {
      print(invocation, answer, remarks, view);
    }
  }

  /** Has Parquet written into a file, and hands it on to standard output. */
  private void parquet(Invocation invocation, Consumer<Path> writer) throws IOException {
    if (invocation.output().terminal().out()) {
      throw CommandFailed.wrongUsage("Parquet is no text: redirect it, as in > runs.parquet");
    }
    try (TemporaryFolder folder = new TemporaryFolder(List.of(TemporaryFolder.ofTheSystem()))) {
      Path file = folder.path().resolve("rows.parquet");
      writer.accept(file);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
          invocation.output().write(chunk, count);
        }
      }
    }
  }

  private void print(
      Invocation invocation,
      String snapshot,
      List<Column> columns,
      Iterable<? extends List<@Nullable Object>> rows,
      BooleanSupplier truncated,
      Supplier<Optional<String>> next,
      Remarks remarks,
      View view) {
    List<String> names = columns.stream().map(Column::name).toList();
    Format format = format(invocation);
    RowWriter out =
        csvSafe
            ? Format.safeCsv(invocation.output(), snapshot, names)
            : format.open(invocation.output(), snapshot, names, view.vertical(vertical));
    for (List<@Nullable Object> row : rows) {
      out.row(row);
      remarks.row(row);
    }
    remarks.end(out);
    if (types) {
      out.also("types", types(columns));
    }
    out.end(truncated.getAsBoolean(), next.get().orElse(""));
  }

  /** By the names that the rows' objects have: the second {@code a} is {@code a_2} there. */
  private static Map<String, String> types(List<Column> columns) {
    Map<String, String> types = new LinkedHashMap<>();
    List<String> names = Format.distinct(columns.stream().map(Column::name).toList());
    for (int i = 0; i < names.size(); i++) {
      types.put(names.get(i), columns.get(i).type().name().toLowerCase(Locale.ROOT));
    }
    return types;
  }

  private Format format(Invocation invocation) {
    return switch (kind(invocation)) {
      case TABLE -> Format.TABLE;
      case CSV -> Format.CSV;
      case JSON -> Format.JSON;
      case NDJSON -> Format.NDJSON;
      case MARKDOWN -> Format.MARKDOWN;
      case PARQUET ->
          throw CommandFailed.wrongUsage(
              "Parquet is for query, aggregate and sql; take csv, json, ndjson or markdown");
    };
  }

  /** Reads the option in small letters. */
  static final class Kinds extends LowerCase<Kind> {
    Kinds() {
      super(Kind.class);
    }
  }
}
