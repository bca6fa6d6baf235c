package tools.peak.evidence.folder;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.artifact.RunLayout;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.read.ParquetReader;

/**
 * Opens a folder's files, each once, and keeps what is wrong with them, what is to be said of them,
 * and what they take of the heap.
 */
final class FolderFiles {
  /** A file's name and digest. */
  private static final long ARTIFACT = 300;

  private final RunFolder folder;
  private final ReadLimits limits;
  private final FileReader files;
  private final ParquetReader parquet;
  private final Budget budget;
  private final List<Problem> problems = new ArrayList<>();
  private final Notices notices = new Notices();
  private final List<Artifact> artifacts = new ArrayList<>();
  private RunLayout layout = RunLayout.OURS;

  FolderFiles(RunFolder folder, ReadLimits limits, FileReader files, ParquetReader parquet) {
    this.folder = folder;
    this.limits = limits;
    this.files = files;
    this.budget = new Budget(limits.maxHeap());
    this.parquet = parquet;
  }

  /** Makes something of a file's bytes. */
  interface Content<T> {
    T of(byte[] bytes, int length) throws Refusal;
  }

  /** Makes something of a table. */
  interface Table<T> {
    T of(ParquetTable table) throws Refusal;
  }

  /** Makes something of what was read through it. */
  interface End<T> {
    T get() throws Refusal;
  }

  RunFolder folder() {
    return folder;
  }

  Budget budget() {
    return budget;
  }

  Notices notices() {
    return notices;
  }

  List<Problem> problems() {
    return problems;
  }

  List<Artifact> artifacts() {
    return artifacts;
  }

  RunLayout layout() {
    return layout;
  }

  /** From now on these files are the run's. */
  void layOut(RunLayout layout) {
    this.layout = layout;
  }

  /** A file of text that is parsed whole; null if there is none, or nothing could be made of it. */
  <T> @Nullable T text(String name, Content<T> content) {
    FileEntry file = usable(name);
    if (file == null) {
      return null;
    }
    if (file.size() > limits.maxJsonSize()) {
      problems.add(new Problem.InvalidJson(name, tooMuch(file, limits.maxJsonSize())));
      return null;
    }
    try {
      budget.take(name, file.size());
      files.readWhole(folder.path(), file);
      artifacts.add(artifact(file, files.length(), true));
      return content.of(files.bytes(), files.length());
    } catch (IOException e) {
      unreadable(file, e);
    } catch (Refusal e) {
      problems.add(e.problem());
    }
    return null;
  }

  /** A file that is read through a parser; {@code none} if there is none, or it is refused. */
  <T> T through(String name, FileReader.Chunks parser, T none, End<T> end) {
    FileEntry file = usable(name);
    if (file == null) {
      return none;
    }
    try {
      long bytes = files.readThrough(folder.path(), file, parser);
      artifacts.add(artifact(file, bytes, false));
      return end.get();
    } catch (IOException e) {
      unreadable(file, e);
    } catch (Refusal e) {
      problems.add(e.problem());
    }
    return none;
  }

  /** A Parquet file; {@code none} if there is none, or it is refused. */
  <T> T table(String name, int maxRows, T none, Table<T> content) {
    FileEntry file = usable(name);
    if (file == null) {
      return none;
    }
    if (file.size() > limits.maxParquetSize()) {
      problems.add(new Problem.InvalidParquet(file.name(), tooMuch(file, limits.maxParquetSize())));
      return none;
    }
    try {
      budget.take(file.name(), file.size());
      files.readWhole(folder.path(), file);
      artifacts.add(artifact(file, files.length(), false));
      ParquetTable table = parquet.readable(files.bytes(), files.length(), budget.left());
      if (table.rows() > maxRows) {
        throw new ParquetException(tooManyRows(table.rows(), maxRows));
      }
      budget.take(file.name(), parquet.decoded());
      chargeTexts(file.name(), table);
      return content.of(table);
    } catch (IOException e) {
      unreadable(file, e);
    } catch (ParquetException e) {
      problems.add(
          e.isTooLarge()
              ? budget.spent(file.name()).problem()
              : new Problem.InvalidParquet(file.name(), String.valueOf(e.getMessage())));
    } catch (Refusal e) {
      problems.add(e.problem());
    }
    return none;
  }

  /** A file that is only hashed, and kept if it is a small text. */
  void hash(FileEntry entry) {
    FileEntry file = usable(entry);
    if (file == null) {
      return;
    }
    try {
      if (file.size() <= EvidenceReader.MAX_CONTENT) {
        files.readWhole(folder.path(), file);
        artifacts.add(artifact(file, files.length(), true));
      } else {
        long bytes = files.readThrough(folder.path(), file, (_, to, _) -> to);
        artifacts.add(artifact(file, bytes, false));
      }
    } catch (IOException e) {
      unreadable(file, e);
    } catch (Refusal e) {
      problems.add(e.problem());
    }
  }

  /** Reads a file through a parser that refuses nothing; gives its length. */
  long read(FileEntry file, FileReader.Chunks parser) throws IOException, Refusal {
    return files.readThrough(folder.path(), file, parser);
  }

  /** A text that stands once in memory is written in each of its rows. */
  private void chargeTexts(String file, ParquetTable table) throws Refusal {
    for (ParquetColumn column : table.columns()) {
      if (column instanceof Strings strings) {
        long length = 0;
        for (int row = 0; row < strings.size(); row++) {
          String text = strings.get(row);
          length += text == null ? 0 : text.length();
        }
        budget.take(file, length);
      }
    }
  }

  private void unreadable(FileEntry file, IOException e) {
    leaveOut(file, unreadableFile(file.name(), e));
  }

  /** A thread that was told to stop proves nothing about the file. */
  Problem unreadableFile(String name, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      throw new CancellationException("interrupted at " + folder.path().resolve(name));
    }
    return new Problem.Unreadable(name, ReadFailures.reason(e));
  }

  Artifact artifact(FileEntry file, long bytes, boolean isText) throws Refusal {
    String content = isText && bytes <= EvidenceReader.MAX_CONTENT ? content() : null;
    budget.takeText(file.name(), ARTIFACT + (content == null ? 0 : content.length()));
    return new Artifact(file.name(), bytes, files.sha256(), content);
  }

  private @Nullable String content() {
    String text = Utf8Text.decode(files.bytes(), 0, files.length());
    return text == null || text.indexOf('\0') >= 0 ? null : text;
  }

  private @Nullable FileEntry usable(String name) {
    FileEntry file = folder.file(name);
    return file == null ? null : usable(file);
  }

  /** The file, or null after what is in its way was noted. */
  private @Nullable FileEntry usable(FileEntry file) {
    Problem problem = problem(file);
    if (problem == null) {
      return file;
    }
    leaveOut(file, problem);
    return null;
  }

  /** Why a file is not to be read; null if it is. */
  @Nullable Problem problem(FileEntry file) {
    return switch (file.kind()) {
      case LEAVING_LINK -> leaving(file.name());
      case DEAD_LINK -> new Problem.Unreadable(file.name(), "is a link that leads to no file");
      case UNREADABLE ->
          new Problem.Unreadable(
              file.name(),
              file.name().indexOf('\uFFFD') < 0
                  ? "is no regular file, or may not be looked at"
                  : "has a name that is not UTF-8");
      case FOLDER -> new Problem.Unreadable(file.name(), "is a folder of parts: write one file");
      case FILE, LINK ->
          file.size() > limits.maxFileSize()
              ? new Problem.TooLarge(file.name(), file.size(), limits.maxFileSize())
              : null;
    };
  }

  /** A file that a table is made of costs the run; any other is listed, and said. */
  private void leaveOut(FileEntry file, Problem problem) {
    if (layout.isNeeded(file.name())) {
      problems.add(problem);
      return;
    }
    switch (problem) {
      case Problem.LinkLeavesTree link ->
          notices.add(file.name(), NoticeCode.LINK_LEAVES_TREE, listed(link.detail()));
      case Problem.TooLarge large ->
          notices.add(file.name(), NoticeCode.NO_DIGEST, listed(large.detail()));
      case Problem.Unreadable unreadable ->
          notices.add(file.name(), NoticeCode.NO_DIGEST, listed(unreadable.detail()));
      default -> notices.add(file.name(), NoticeCode.NO_DIGEST, listed(problem.reason()));
    }
    artifacts.add(new Artifact(file.name(), file.size(), null, null));
  }

  private static String listed(String detail) {
    return detail + "; it is listed without a digest";
  }

  private Problem leaving(String name) {
    try {
      Path target = folder.path().resolve(name).toRealPath();
      return new Problem.LinkLeavesTree(
          name, target.toString(), String.valueOf(target.getParent()));
    } catch (IOException e) {
      return new Problem.Unreadable(name, ReadFailures.reason(e));
    }
  }

  private static String tooManyRows(int rows, int maxRows) {
    return String.format(
        Locale.ROOT, "has %,d rows, more than the %,d that can be held", rows, maxRows);
  }

  private static String tooMuch(FileEntry file, int limit) {
    return String.format(
        Locale.ROOT, "has %,d bytes, more than the %,d that can be held", file.size(), limit);
  }
}
