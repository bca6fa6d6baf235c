package tools.peak.lake.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.RunPartitions;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.table.TableStore;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.read.RowCount;
import tools.peak.storage.Location;

/**
 * Looks whether a lake is whole: every file that a kept version names is there, as long and with as
 * many rows as was committed; no row of a child table without its run; no run twice; and the index
 * tells the same as the table; and the audit's chain is as it was written. Of files whose SHA-256
 * was recorded with their commit it reads every byte; if it goes deep, it decodes every value of
 * every file and compares what the tables say of their columns. What the catalog says is read first
 * and let go; the files come after.
 */
public final class Verification {
  private final TableStore tables;
  private final QueryEngine engine;
  private final VerifyOptions options;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, StoredFile> data = new HashMap<>();
  private final Set<Location> files = new HashSet<>();

  private Verification(TableStore tables, QueryEngine engine, VerifyOptions options) {
    this.tables = tables;
    this.engine = engine;
    this.options = options;
  }

  /**
   * Verifies the newest version, and the files of all that are kept.
   *
   * @param options how much of the files is read
   */
  public static VerifyReport of(
      Catalog catalog, TableStore tables, QueryEngine engine, VerifyOptions options) {
    record Facts(LakeVersion version, Map<Location, String> digests) {}
    Facts facts = catalog.read(at -> new Facts(at.version(), at.digests().all()));
    Verification verification = new Verification(tables, engine, options);
    verification.files(facts.version(), facts.digests());
    VerifyReport report =
        verification.findings.isEmpty() // else every run of a missing file would be a finding
            ? catalog.read(at -> verification.runs(at.version(), at.runs()))
            : verification.report(facts.version(), 0);
    return report.and(pages(catalog)).and(audit(catalog));
  }

  private static List<Finding> pages(Catalog catalog) {
    String file = catalog.folder().catalog().toString();
    return catalog.read(at -> at.damages()).stream()
        .<Finding>map(damage -> new Finding.DamagedFile(file, damage))
        .toList();
  }

  private static List<Finding> audit(Catalog catalog) {
    Audit.Check check = catalog.read(at -> at.audit().check());
    Long firstBad = check.firstBad();
    return firstBad == null
        ? List.of()
        : List.of(new Finding.BrokenAudit(firstBad, check.reason()));
  }

  private void files(LakeVersion version, Map<Location, String> digests) {
    version.tables().values().forEach(this::namedFiles);
    data.values().forEach(this::size);
    data.keySet().stream().sorted().forEach(this::rows);
    if (findings.isEmpty()) {
      Map<Location, String> named = new TreeMap<>(digests);
      named.keySet().retainAll(files);
      findings.addAll(DigestCheck.of(sample(named, version.number())));
    }
    if (findings.isEmpty() && options.deep()) {
      version.tables().values().forEach(this::values);
    }
  }

  private void values(TablePointer pointer) {
    findings.addAll(new DeepCheck(tables.snapshot(pointer)).of(tables.namedFiles(pointer).data()));
  }

  private Map<Location, String> sample(Map<Location, String> digests, long version) {
    double share = options.share();
    if (share >= 1) {
      return digests;
    }
    List<Location> inAnyOrder = new ArrayList<>(digests.keySet());
    Collections.shuffle(inAnyOrder, new Random(version));
    Map<Location, String> some = new TreeMap<>(digests);
    some.keySet()
        .retainAll(Set.copyOf(inAnyOrder.subList(0, (int) Math.ceil(share * inAnyOrder.size()))));
    return some;
  }

  private VerifyReport runs(LakeVersion version, RunIndex index) {
    View view = view(version);
    RunComparison comparison = new RunComparison(engine, view);
    findings.addAll(comparison.withIndex(index::forEach));
    if (index.hasTombstones()) {
      findings.addAll(RunComparison.purged(index));
    }
    for (LakeTable table : LakeTable.values()) {
      if (table.isPartitioned() && table != LakeTable.RUNS) {
        findings.addAll(comparison.rowsWithoutRun(table));
      }
    }
    return report(version, Objects.requireNonNull(view.tables().get(LakeTable.RUNS)).rows());
  }

  private VerifyReport report(LakeVersion version, long runs) {
    long bytes = data.values().stream().mapToLong(StoredFile::bytes).sum();
    long rows = data.values().stream().mapToLong(StoredFile::rows).sum();
    return new VerifyReport(version.number(), files.size(), bytes, rows, runs, findings);
  }

  private void namedFiles(TablePointer pointer) {
    NamedFiles named = tables.namedFiles(pointer);
    files.addAll(named.metadata());
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
    for (StoredFile file : named.data()) {
      files.add(file.location());
      data.put(file.path(), file);
    }
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

  private void rows(String path) {
    StoredFile file = Objects.requireNonNull(data.get(path));
    try {
      long rows = RowCount.of(Path.of(path));
      if (rows != file.rows()) {
        findings.add(new Finding.WrongRows(path, file.rows(), rows));
      }
    } catch (NoSuchFileException e) {
      Finding gone = new Finding.MissingFile(path);
      if (!findings.contains(gone)) { // else told by its size
        findings.add(gone);
      }
    } catch (ParquetException | IOException e) {
      findings.add(new Finding.DamagedFile(path, String.valueOf(e.getMessage())));
    }
  }

  private View view(LakeVersion version) {
    Map<LakeTable, TableSnapshot> all = new EnumMap<>(LakeTable.class);
    for (LakeTable table : LakeTable.values()) {
      TablePointer pointer = version.tables().get(table);
      all.put(table, pointer == null ? tables.empty(table) : tables.snapshot(pointer));
    }
    return new View(version.number(), version.committedAt(), all, List.of(), RunPartitions.UNKNOWN);
  }
}
