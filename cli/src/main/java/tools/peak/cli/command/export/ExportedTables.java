package tools.peak.cli.command.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.cli.output.Terminal;
import tools.peak.cli.output.Visible;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.schema.Column;
import tools.peak.storage.local.AtomicFile;

/** The tables of runs, their trades and their curves, a file each. */
record ExportedTables(Invocation invocation, Path folder, ExportCommand.Kind kind) {
  int write(Lake lake, List<String> ids, AsOf.Version version) throws IOException {
    Map<String, TableQuery> tables = new LinkedHashMap<>();
    tables.put("runs", lake.runs().columns("*"));
    tables.put("trades", lake.trades().columns("*"));
    tables.put("equity", lake.equity());
    for (String name : tables.keySet()) {
      if (Files.exists(file(name), LinkOption.NOFOLLOW_LINKS)) {
        throw CommandFailed.failed(file(name) + " is there already: name another folder");
      }
    }
    Files.createDirectories(folder);
    Counts counts = new Counts();
    for (Map.Entry<String, TableQuery> table : tables.entrySet()) {
      Path file = file(table.getKey());
      long rows = write(table.getValue().asOf(version).ofRuns(ids), file);
      counts.with(table.getKey(), rows);
      if (!invocation.json()) {
        String words = rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows);
        invocation.output().line(Visible.line(file + "  " + words));
      }
    }
    if (invocation.json()) {
      counts
          .with("to", folder.toString())
          .with("snapshot", Long.toString(version.number()))
          .print(invocation);
    }
    return Exit.DONE;
  }

  private Path file(String table) {
    return folder.resolve(table + "." + kind.name().toLowerCase(Locale.ROOT));
  }

  private long write(TableQuery query, Path file) throws IOException {
    return switch (kind) {
      case PARQUET -> query.writeParquet(file);
      case CSV -> text(query, Format.CSV, file);
      case NDJSON -> text(query, Format.NDJSON, file);
      case FOLDERS -> throw new IllegalStateException("folders are no table");
    };
  }

  private static long text(TableQuery query, Format format, Path file) throws IOException {
    return AtomicFile.<Long, IOException>write(
        file,
        beside -> {
          try (OutputStream out = Files.newOutputStream(beside);
              Rows rows = query.stream()) {
            CommandOutput text =
                new CommandOutput(out, OutputStream.nullOutputStream(), Terminal.of(Map.of()));
            RowWriter writer =
                format.open(text, "", rows.columns().stream().map(Column::name).toList());
            long count = 0;
            for (List<@Nullable Object> row : rows) {
              writer.row(row);
              count++;
            }
            writer.end(false, "");
            text.flush();
            return count;
          }
        });
  }
}
