package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.RunFolder;

/**
 * Looks for runs at and below some paths, in one walk: run folders, and what other tools left.
 *
 * @param roots real paths of all that was named
 * @param others those of them that are another tool's themselves
 * @param walk over those that are folders to be looked into
 */
record RunSearch(
    List<Path> roots, Map<Path, SourceFormat> others, FolderWalk walk, SourceFormats formats) {

  /** Takes what is found, on the searching thread. */
  interface Finder {
    void folder(RunFolder folder) throws InterruptedException;

    /** A file or folder of another tool that holds runs. */
    void other(SourceFormat format, Path entry) throws InterruptedException;

    /** A place that could not be looked into, and nothing below it; the search goes on. */
    void unreadable(Path path, Problem problem) throws InterruptedException;

    /** A folder that holds files and is no run. It may lie in one that is. */
    void passedOver(Path folder, List<String> names);
  }

  /**
   * A search.
   *
   * @throws IOException if a path is not there, or can't hold runs, saying which; also if the
   *     choice can't be made
   */
  static RunSearch of(List<Path> paths, SourceChoice choice, boolean followLinks)
      throws IOException {
    SourceFormats formats = SourceFormats.of(choice);
    List<Path> roots = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    Map<Path, SourceFormat> others = new LinkedHashMap<>();
    for (Path path : paths) {
      Path root = real(path);
      SourceFormats.Marked marked = formats.at(root);
      roots.add(root);
      if (marked != null && marked.holdsRuns()) {
        others.put(root, marked.format());
      } else if (Files.isDirectory(root)) {
        folders.add(path);
      } else {
        throw new IOException(path + " is no folder" + formats.noFile());
      }
    }
    FolderWalk walk = followLinks ? FolderWalk.followingLinks(folders) : FolderWalk.of(folders);
    return new RunSearch(List.copyOf(roots), others, walk, formats);
  }

  private static Path real(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IOException("no folder at " + path, e);
    }
  }

  /**
   * Searches all roots.
   *
   * @return how many folders hold files, are no run, and lie in none
   * @throws InterruptedException if the finder was interrupted
   */
  long forEach(Finder finder) throws InterruptedException {
    for (Map.Entry<Path, SourceFormat> other : others.entrySet()) {
      finder.other(other.getValue(), other.getKey());
    }
    return walk.forEach(new Walking(finder));
  }

  /**
   * Looks at a run folder again.
   *
   * @return null if it holds no known artifact any more
   * @throws IOException if it is gone or can't be looked into
   */
  @Nullable RunFolder look(Path folder) throws IOException {
    return walk.look(folder);
  }

  private final class Walking implements FolderWalk.Visitor {
    private final Finder finder;

    Walking(Finder finder) {
      this.finder = finder;
    }

    @Override
    public boolean wantsFolders() {
      return formats.withFolders();
    }

    @Override
    public void folder(RunFolder folder) throws InterruptedException {
      finder.folder(folder);
    }

    @Override
    public boolean takes(Path folder) throws InterruptedException {
      return hand(folder, formats.folder(folder));
    }

    @Override
    public boolean mayBeOthers(String name) {
      return formats.mayBe(name);
    }

    @Override
    public boolean others(Path file) throws InterruptedException {
      return hand(file, formats.file(file));
    }

    private boolean hand(Path entry, SourceFormats.@Nullable Marked marked)
        throws InterruptedException {
      if (marked != null && marked.holdsRuns()) {
        finder.other(marked.format(), entry);
      }
      return marked != null;
    }

    @Override
    public void unreadable(Path path, Problem problem) throws InterruptedException {
      finder.unreadable(path, problem);
    }

    @Override
    public void passedOver(Path folder, List<String> names) {
      finder.passedOver(folder, names);
    }
  }
}
