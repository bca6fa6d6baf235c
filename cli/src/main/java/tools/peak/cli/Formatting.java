package tools.peak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;

/** How an answer is to be written: a table unless one asks for something else. */
final class Formatting {
  private static final int CHUNK = 1 << 16;

  /** What may be asked for. */
  enum Kind {
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
      description = "How rows are written. Parquet wants a file: > runs.parquet")
  @Nullable Kind asked;

  Kind kind(Invocation session) {
    if (!session.json()) {
      return asked == null ? Kind.TABLE : asked;
    }
    if (asked != null && asked != Kind.JSON) {
      throw CommandFailed.wrongUsage("--json and --format contradict each other: give one of them");
    }
    return Kind.JSON;
  }

  /** Whether the answer is for eyes: some rows, the telling columns. */
  boolean isGlance(Invocation session) {
    return asked == null && !session.json();
  }

  /** Writes an answer that is in memory; Parquet is not one of its formats. */
  void print(Invocation session, Result result) {
    print(
        session,
        result.snapshot(),
        result.columns(),
        result.rows(),
        result::truncated,
        Optional::empty,
        Beside.NOTHING);
  }

  /** Writes an answer row by row. */
  void print(Invocation session, tools.peak.lake.query.Rows rows) {
    print(session, rows, Beside.NOTHING);
  }

  private void print(Invocation session, tools.peak.lake.query.Rows rows, Beside beside) {
    print(session, rows.snapshot(), rows.columns(), rows, rows::truncated, rows::next, beside);
  }

  /** Looks at the rows as they are written, and has something to say of them all. */
  interface Beside {
    /** Nothing is to be said. */
    Beside NOTHING =
        new Beside() {
          @Override
          public void row(List<@Nullable Object> values) {}

          @Override
          public void end(RowWriter out) {}
        };

    void row(List<@Nullable Object> values);

    void end(RowWriter out);
  }

  /** Writes what a query answers: row by row, or as the Parquet file that its engine makes. */
  void answer(
      Invocation session,
      Kind kind,
      Supplier<tools.peak.lake.query.Rows> rows,
      Consumer<Path> parquet)
      throws IOException {
    answer(session, kind, rows, parquet, Beside.NOTHING);
  }

  /** As {@link #answer(Invocation, Kind, Supplier, Consumer)}, with a word beside the rows. */
  void answer(
      Invocation session,
      Kind kind,
      Supplier<tools.peak.lake.query.Rows> rows,
      Consumer<Path> parquet,
      Beside beside)
      throws IOException {
    if (kind == Kind.PARQUET) {
      parquet(session, parquet);
      return;
    }
    try (tools.peak.lake.query.Rows answer = rows.get()) {
      print(session, answer, beside);
    }
  }

  /** Has Parquet written into a file, and hands it on to standard output. */
  private void parquet(Invocation session, Consumer<Path> writer) throws IOException {
    if (session.output().terminal().out()) {
      throw CommandFailed.wrongUsage("Parquet is no text: redirect it, as in > runs.parquet");
    }
    Path file = Files.createTempFile("peak", ".parquet");
    try {
      writer.accept(file);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
          session.output().write(chunk, count);
        }
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void print(
      Invocation session,
      String snapshot,
      List<Column> columns,
      Iterable<List<@Nullable Object>> rows,
      java.util.function.BooleanSupplier truncated,
      Supplier<Optional<String>> next,
      Beside beside) {
    RowWriter out =
        format(session)
            .open(session.output(), snapshot, columns.stream().map(Column::name).toList());
    for (List<@Nullable Object> row : rows) {
      out.row(row);
      beside.row(row);
    }
    beside.end(out);
    out.end(truncated.getAsBoolean(), next.get().orElse(""));
  }

  private Format format(Invocation session) {
    return switch (kind(session)) {
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
