package tools.peak.lake.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.peak.engine.duckdb.CrossCheck;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;

/**
 * Looks whether a lake is whole: every file that a kept version names is there, as long and with as
 * many rows as was committed; no row of a child table without its run; no run twice; and the index
 * tells the same as the table. It reads names, sizes, footers and the columns of the index, not
 * every byte.
 */
public final class Verification {
  private final TableStore tables;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, StoredFile> data = new HashMap<>();
  private long metadataFiles;

  private Verification(TableStore tables) {
    this.tables = tables;
  }

  /** Verifies the newest version, and the files of all that are kept. */
  public static VerifyReport of(Catalog catalog, TableStore tables) {
    return catalog.read(at -> new Verification(tables).verify(at.version(), at.runs()));
  }

  private VerifyReport verify(LakeVersion version, RunIndex index) {
    version.tables().values().forEach(this::namedFiles);
    data.values().forEach(this::size);
    long runs = 0;
    try (CrossCheck check = CrossCheck.open()) {
      rows(check);
      if (findings.isEmpty()) { // with a file missing, every run of it would be a finding
        TableSnapshot runsTable = tables.snapshot(version.pointer(LakeTable.RUNS));
        runs = runsTable.rows();
        check.runs(runsTable);
        check.duplicates().forEach((id, rows) -> findings.add(new Finding.DuplicateRun(id, rows)));
        for (LakeTable table : LakeTable.values()) {
          TablePointer pointer = version.tables().get(table);
          if (pointer != null && table.isPartitioned() && table != LakeTable.RUNS) {
            check
                .withoutRun(tables.snapshot(pointer))
                .forEach(
                    (id, rows) ->
                        findings.add(new Finding.RowsWithoutRun(table.tableName(), id, rows)));
          }
        }
        check
            .differences(index::forEach)
            .forEach((id, detail) -> findings.add(new Finding.IndexDiffers(id, detail)));
      }
    }
    long bytes = data.values().stream().mapToLong(StoredFile::bytes).sum();
    return new VerifyReport(version.number(), metadataFiles + data.size(), bytes, runs, findings);
  }

  private void namedFiles(TablePointer pointer) {
    NamedFiles named = tables.namedFiles(pointer);
    metadataFiles += named.metadata().size();
    named
        .unreadable()
        .forEach(
            (file, detail) -> {
              String path = file.toString();
              findings.add(
                  Files.exists(Path.of(path))
                      ? new Finding.DamagedFile(path, detail)
                      : new Finding.MissingFile(path));
            });
    named.data().forEach(file -> data.put(file.path(), file));
  }

  private void size(StoredFile file) {
    try {
      long actual = Files.size(Path.of(file.path()));
      if (actual != file.bytes()) {
        findings.add(new Finding.WrongSize(file.path(), file.bytes(), actual));
      }
    } catch (NoSuchFileException e) {
      findings.add(new Finding.MissingFile(file.path()));
    } catch (IOException e) {
      findings.add(new Finding.DamagedFile(file.path(), String.valueOf(e.getMessage())));
    }
  }

  private void rows(CrossCheck check) {
    List<String> there =
        data.keySet().stream().filter(path -> Files.exists(Path.of(path))).sorted().toList();
    check
        .footers(there)
        .forEach(
            (path, footer) -> {
              StoredFile file = data.get(path);
              switch (footer) {
                case CrossCheck.Footer.Damaged(var detail) ->
                    findings.add(new Finding.DamagedFile(path, detail));
                case CrossCheck.Footer.Rows(var rows) -> {
                  if (file != null && rows != file.rows()) {
                    findings.add(new Finding.WrongRows(path, file.rows(), rows));
                  }
                }
              }
            });
  }
}
