package tools.peak.lake.write;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;
import tools.peak.parquet.write.WriterBuffers;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/**
 * Turns a batch into synced Parquet files that no table names yet: a file a table and partition,
 * sorted, several for long curves. Not for more than one thread at a time.
 */
public final class BatchWriter implements AutoCloseable {
  /** While one file is being synced, others are written. */
  private static final int FILES_A_THREAD = 3;

  private final Storage storage;
  private final ExecutorService workers;
  private final FailPoint.Listener milestones;
  private final Function<LakeTable, Location> folders;
  private volatile boolean stopping;

  /**
   * A writer.
   *
   * @param storage where the files lie
   * @param threads how many processors to keep busy
   * @param folders where a table's files go
   */
  public BatchWriter(
      Storage storage,
      int threads,
      Function<LakeTable, Path> folders,
      FailPoint.Listener milestones) {
    this.storage = storage;
    this.folders = table -> Location.of(folders.apply(table));
    this.milestones = milestones;
    this.workers =
        Executors.newFixedThreadPool(
            FILES_A_THREAD * threads, Thread.ofPlatform().daemon().factory());
  }

  /**
   * Writes a batch.
   *
   * @param ingest what the table of ingests says of it
   * @param fields the columns that each table has now
   * @throws OutOfMemoryError if there is too little memory; nothing is left on disk
   */
  public List<NewFile> write(
      IngestRow ingest, List<StagedRun> runs, Map<LakeTable, List<Field>> fields) {
    return write(PlannedFile.of(runs), ingest, fields);
  }

  /** Writes the row of a batch in the table of ingests once more, with what it says now. */
  public NewFile writeIngest(IngestRow ingest, List<StagedRun> runs, List<Field> fields) {
    return write(List.of(PlannedFile.ofIngest(runs)), ingest, Map.of(LakeTable.INGESTS, fields))
        .getFirst();
  }

  private List<NewFile> write(
      List<PlannedFile> files, IngestRow ingest, Map<LakeTable, List<Field>> fields) {
    List<Callable<Optional<NewFile>>> tasks = new ArrayList<>();
    Queue<WriterBuffers> free = new ConcurrentLinkedQueue<>();
    for (PlannedFile file : files) {
      LakeTable table = file.table();
      Location folder = folders.apply(table);
      List<Field> its = fields.getOrDefault(table, List.of());
      tasks.add(
          task(
              free,
              buffers ->
                  Optional.of(file.write(storage, folder, its, ingest, buffers, milestones))));
    }
    return synced(all(tasks));
  }

  /**
   * Writes files' rows again without some runs. Rows that are of no run stay.
   *
   * @param fields the columns that the table has now
   * @return the new files: none of those that would have no row
   */
  public List<NewFile> rewrite(
      LakeTable table, Collection<StoredFile> files, List<Field> fields, Set<String> runsToDrop) {
    return rewrite(table, files, fields, runId -> runId == null || !runsToDrop.contains(runId));
  }

  /**
   * Writes the rows of several files into one, sorted by run where they are; several merges at a
   * time.
   *
   * @return the new file of each merge, in order
   */
  public List<NewFile> merge(List<FileMerge> merges) {
    Queue<WriterBuffers> free = new ConcurrentLinkedQueue<>();
    List<Callable<Optional<NewFile>>> tasks = new ArrayList<>();
    for (FileMerge merge : merges) {
      Location folder = folders.apply(merge.table());
      tasks.add(
          task(free, buffers -> Optional.of(merge.write(storage, folder, buffers, milestones))));
    }
    return synced(all(tasks));
  }

  /** Writes the rows of some runs again, and nothing else of the files. */
  public List<NewFile> extract(
      LakeTable table, Collection<StoredFile> files, List<Field> fields, Set<String> runs) {
    return rewrite(table, files, fields, runId -> runId != null && runs.contains(runId));
  }

  private List<NewFile> rewrite(
      LakeTable table,
      Collection<StoredFile> files,
      List<Field> fields,
      Predicate<@Nullable String> wanted) {
    if (files.isEmpty()) {
      return List.of();
    }
    Location folder = folders.apply(table);
    Queue<WriterBuffers> free = new ConcurrentLinkedQueue<>();
    List<Callable<Optional<NewFile>>> tasks = new ArrayList<>();
    for (StoredFile file : files) {
      TableRewrite rewrite = new TableRewrite(table, file, fields, wanted);
      tasks.add(task(free, buffers -> rewrite.write(storage, folder, buffers, milestones)));
    }
    return synced(all(tasks));
  }

  private interface Writing<T> {
    T write(WriterBuffers buffers) throws IOException;
  }

  /** Writes with buffers that another left, unless somebody has asked to stop. */
  private <T> Callable<T> task(Queue<WriterBuffers> free, Writing<T> writing) {
    return () -> {
      if (stopping) {
        throw new InterruptedIOException("interrupted");
      }
      WriterBuffers buffers = Objects.requireNonNullElseGet(free.poll(), WriterBuffers::new);
      try {
        return writing.write(buffers);
      } finally {
        free.add(buffers);
      }
    };
  }

  private List<NewFile> synced(List<NewFile> files) {
    boolean isWhole = false;
    try {
      syncFolders();
      isWhole = true;
    } finally {
      if (!isWhole) {
        discard(files);
      }
    }
    return files;
  }

  private void syncFolders() {
    for (LakeTable table : LakeTable.values()) {
      Location folder = folders.apply(table);
      try {
        storage.sync(folder);
      } catch (IOException e) {
        throw DiskFailure.of("syncing " + folder, e);
      }
    }
  }

  /**
   * Runs all of them and waits until each has ended; the first failure is thrown. Interrupting the
   * thread keeps those that wait from being begun.
   */
  private List<NewFile> all(List<Callable<Optional<NewFile>>> tasks) {
    List<Future<Optional<NewFile>>> futures = tasks.stream().map(workers::submit).toList();
    List<NewFile> files = new ArrayList<>();
    @Nullable Throwable failure = null;
    for (Future<Optional<NewFile>> future : futures) {
      try {
        ended(future).ifPresent(files::add);
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      }
    }
    if (failure == null && !stopping) {
      return files;
    }
    discard(files); // a full disk is to be less full afterwards
    if (stopping) {
      stopping = false;
      Thread.currentThread().interrupt();
      throw new LakeException(Code.IO, "interrupted; the lake is as before");
    }
    if (failure instanceof OutOfMemoryError memory) {
      throw memory;
    }
    if (failure instanceof LakeException known) {
      throw known;
    }
    throw DiskFailure.of("writing the batch", Objects.requireNonNull(failure));
  }

  private Optional<NewFile> ended(Future<Optional<NewFile>> future) throws ExecutionException {
    while (true) {
      try {
        return future.get();
      } catch (InterruptedException e) {
        stopping = true;
      }
    }
  }

  /** Deletes files that no table came to name. */
  public void discard(Collection<NewFile> files) {
    for (NewFile file : files) {
      try {
        storage.delete(Location.of(file.path()));
      } catch (IOException e) {
        // Nothing names it: the upkeep of orphans takes it later.
      }
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
