package tools.peak.lake.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** Reads folders on several threads, a reader a thread, and looks at each again afterwards. */
final class FolderReaders implements AutoCloseable {
  private static final int FOLDERS_A_TASK = 16;

  private final FolderWalk walk;
  private final ExecutorService threads;
  private final BlockingQueue<EvidenceReader> readers;

  FolderReaders(FolderWalk walk, ReadLimits limits, int count) {
    this.walk = walk;
    this.threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().factory());
    this.readers = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      readers.add(new EvidenceReader(limits));
    }
  }

  /**
   * What came of a folder.
   *
   * @param reading null if the folder changed while it was read
   */
  record Outcome(RunFolder folder, @Nullable Reading reading) {}

  /** Starts to read; the answers come in the order of the folders. */
  List<Future<List<Outcome>>> submit(List<RunFolder> folders) {
    List<Future<List<Outcome>>> answers = new ArrayList<>();
    for (int from = 0; from < folders.size(); from += FOLDERS_A_TASK) {
      List<RunFolder> some = folders.subList(from, Math.min(folders.size(), from + FOLDERS_A_TASK));
      answers.add(threads.submit(() -> read(some)));
    }
    return answers;
  }

  private List<Outcome> read(List<RunFolder> folders) throws InterruptedException {
    EvidenceReader reader = readers.take();
    try {
      List<Outcome> outcomes = new ArrayList<>(folders.size());
      for (RunFolder folder : folders) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Reading reading = read(reader, folder);
        outcomes.add(new Outcome(folder, changed(folder) ? null : reading));
      }
      return outcomes;
    } finally {
      readers.add(reader);
    }
  }

  /** A folder that brings the reader down is that folder's trouble, not its neighbours'. */
  private static Reading read(EvidenceReader reader, RunFolder folder) {
    try {
      return reader.read(folder);
    } catch (RuntimeException e) {
      String name = String.valueOf(folder.path().getFileName());
      return new Reading.Refused(
          null, List.of(new Problem.Unreadable(name, "Peak can't read it: " + e)));
    }
  }

  private boolean changed(RunFolder before) {
    try {
      RunFolder now = walk.look(before.path());
      return now == null || !now.fingerprint().equals(before.fingerprint());
    } catch (IOException e) {
      return true;
    }
  }

  /** The answers of a task. */
  static List<Outcome> await(Future<List<Outcome>> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new LakeException(Code.IO, "can't read: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
