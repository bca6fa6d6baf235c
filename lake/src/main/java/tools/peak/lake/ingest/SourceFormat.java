package tools.peak.lake.ingest;

import java.nio.file.Path;
import java.time.InstantSource;
import tools.peak.evidence.folder.ReadLimits;

/**
 * The form in which another tool leaves its runs. Formats are found by the service loader, and tell
 * by what lies somewhere whether it is theirs.
 */
public interface SourceFormat {

  /** What a file or folder is to a format. */
  enum Mark {
    /** Nothing that it knows. */
    NONE,
    /** It holds runs: a {@link RunSource} can be opened over it. */
    RUNS,
    /** It belongs to something that holds runs, or says nothing of any: nobody need wonder. */
    PART
  }

  /** What {@code --as} and {@code source_tool} call it. */
  String name();

  /** Whether a file may be of this form by its name. Asked of every file that is none of ours. */
  boolean mayBe(String fileName);

  /** What a file is that {@link #mayBe}. It may be opened; few files should be. */
  Mark file(Path file);

  /**
   * What a folder is, asked before anything in it is looked at. Most must be answered by the
   * folder's name.
   */
  Mark folder(Path folder);

  /**
   * The runs of what was marked so. What is wrong with it is told by its items. The ids of these
   * are paths at or below it, whether or not anything lies there; {@link RunSource#isGone} is asked
   * of those alone.
   *
   * @param entry absolute
   */
  RunSource open(Path entry, ReadLimits limits, InstantSource clock);

  /** The same format where a user says that it is this one: what may be is. */
  default SourceFormat named() {
    return this;
  }
}
