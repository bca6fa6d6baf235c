package tools.peak.evidence.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.EvidenceWriter;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.RunLayout;
import tools.peak.evidence.text.Interned;

/**
 * Finds the run folders below some roots with one stat a file, in memory that does not grow with
 * their number. Subfolders of runs are looked into as well, but never a folder named {@code report}
 * (it holds copies) nor a temporary folder of {@link EvidenceWriter}.
 *
 * <p>Links to folders are never followed, but a root may be one; a link to a run's folder that no
 * root holds is reported. A link to a file is followed within its root, and into the other roots if
 * that was asked for. The order is the file system's.
 */
public final class FolderWalk {
  private static final String COPIES = "report";

  /** Below this depth a folder's listing is closed before its subfolders are opened. */
  private static final int OPEN_AT_ONCE = 64;

  /** So many files are remembered before a folder is asked whether it is a run's at all. */
  private static final int MANY_FILES = 10_000;

  /** A run's folder that holds more is refused: what is known of a folder is held in memory. */
  private static final int MAX_FILES = 100_000;

  private final Set<Path> roots;
  private final boolean followsLinks;
  private final int maxFiles;

  /** Takes what the walk finds, on the walking thread. */
  public interface Visitor {
    /** A folder with known artifacts; its subfolders come before or after it. */
    void folder(RunFolder folder) throws InterruptedException;

    /** A folder that could not be looked into; the walk goes on. */
    void unreadable(Path path, Problem problem) throws InterruptedException;

    /**
     * A folder that holds files and is no run. It may lie in one that is.
     *
     * @param names some of the files
     */
    default void passedOver(Path folder, List<String> names) {}

    /** Whether run folders are looked for at all; if not, their files are like any others. */
    default boolean wantsFolders() {
      return true;
    }

    /** Whether a folder is another tool's: it was taken, and the walk does not go into it. */
    default boolean takes(Path folder) throws InterruptedException {
      return false;
    }

    /** Whether a file that is none of ours may be another tool's, by its name. */
    default boolean mayBeOthers(String name) {
      return false;
    }

    /**
     * Such a file, if its folder is no run's.
     *
     * @return whether it is another tool's indeed
     */
    default boolean others(Path file) throws InterruptedException {
      return false;
    }
  }

  private FolderWalk(Set<Path> roots, boolean followsLinks, int maxFiles) {
    this.roots = roots;
    this.followsLinks = followsLinks;
    this.maxFiles = maxFiles;
  }

  /**
   * A walk of these folders. A root that lies within another is walked once.
   *
   * @throws IOException if one of them is not there or is no folder, saying which
   */
  public static FolderWalk of(List<Path> roots) throws IOException {
    return of(roots, false, MAX_FILES);
  }

  /** The same; links to files are followed from each root into all of them. */
  public static FolderWalk followingLinks(List<Path> roots) throws IOException {
    return of(roots, true, MAX_FILES);
  }

  /** The same with another cap on the files of a run's folder. */
  static FolderWalk of(List<Path> roots, boolean followsLinks, int maxFiles) throws IOException {
    Set<Path> real = new LinkedHashSet<>();
    for (Path root : roots) {
      try {
        real.add(root.toRealPath());
      } catch (NoSuchFileException e) {
        throw new IOException("no folder at " + root, e);
      }
      if (!Files.isDirectory(root)) {
        throw new IOException(root + " is no folder");
      }
    }
    real.removeIf(root -> real.stream().anyMatch(other -> reaches(other, root)));
    return new FolderWalk(real, followsLinks, maxFiles);
  }

  /**
   * Walks all roots.
   *
   * @return how many folders hold files, are no run, and lie in none
   * @throws InterruptedException if the visitor was interrupted
   */
  public long forEach(Visitor visitor) throws InterruptedException {
    long passedOver = 0;
    for (Path root : roots) {
      passedOver += walk(root, 0, visitor);
    }
    return passedOver;
  }

  /**
   * Looks at one folder again.
   *
   * @return null if it holds no known artifact any more
   * @throws IOException if it is gone or can't be looked into
   */
  public @Nullable RunFolder look(Path folder) throws IOException {
    Listing listing = new Listing(folder, _ -> false);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        listing.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return listing.runFolder();
  }

  private long walk(Path folder, int depth, Visitor visitor) throws InterruptedException {
    long passedOver = 0;
    Listing listing =
        new Listing(
            folder,
            name ->
                !(visitor.wantsFolders() && EvidenceFiles.KNOWN.contains(name))
                    && visitor.mayBeOthers(name));
    List<Path> later = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!listing.add(entry) || isPassedOver(entry) || visitor.takes(entry)) {
          continue;
        }
        if (depth < OPEN_AT_ONCE) {
          passedOver += walk(entry, depth + 1, visitor);
        } else {
          later.add(entry);
        }
      }
    } catch (DirectoryIteratorException | IOException e) {
      visitor.unreadable(folder, new Problem.Unreadable(folder.toString(), ReadFailures.reason(e)));
      return passedOver;
    }
    for (Path subfolder : later) {
      passedOver += walk(subfolder, depth + 1, visitor);
    }
    if (!visitor.wantsFolders()) {
      return passedOver + others(listing, visitor);
    }
    for (Map.Entry<Path, Path> link : listing.linkedRuns.entrySet()) {
      String target = link.getValue().toString();
      visitor.unreadable(
          link.getKey(), new Problem.LinkLeavesTree(nameOf(link.getKey()), target, target));
    }
    if (listing.isTooLarge) {
      visitor.unreadable(folder, new Problem.TooManyFiles(nameOf(folder), maxFiles));
      return 0;
    }
    RunFolder found = listing.runFolder();
    if (found == null) {
      return passedOver + others(listing, visitor);
    }
    if (isFoundByText(folder)) {
      visitor.folder(found);
    } else {
      visitor.unreadable(
          folder,
          new Problem.Unreadable(
              nameOf(folder),
              "the folder's path is no UTF-8, so it can't be told from others"
                  + " that print alike: rename it"));
    }
    return 0;
  }

  /** Offers what may be other tools'; gives whether the folder holds files and none of theirs. */
  private static int others(Listing listing, Visitor visitor) throws InterruptedException {
    boolean isOthers = false;
    for (Path file : listing.others) {
      isOthers |= visitor.others(file);
    }
    if (isOthers || !(listing.holdsFiles || !listing.others.isEmpty())) {
      return 0;
    }
    visitor.passedOver(listing.folder, listing.names());
    return 1;
  }

  /** A lake knows folders by the text of their paths. */
  private static boolean isFoundByText(Path folder) {
    try {
      return folder.getFileSystem().getPath(folder.toString()).equals(folder);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isPassedOver(Path folder) {
    String name = nameOf(folder);
    return name.equals(COPIES) || EvidenceWriter.isTemporary(name);
  }

  /** Whether a walk of {@code other} comes through {@code root}. */
  private static boolean reaches(Path other, Path root) {
    if (other.equals(root) || !root.startsWith(other)) {
      return false;
    }
    for (Path above = root;
        !above.equals(other);
        above = Objects.requireNonNull(above.getParent())) {
      if (isPassedOver(above)) {
        return false;
      }
    }
    return true;
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : Interned.text(name.toString());
  }

  /** What a folder's listing tells about its files. */
  private final class Listing {
    private final Path folder;
    private final Predicate<String> mayBeOthers;
    private final List<Path> others = new ArrayList<>();
    private final List<FileEntry> files = new ArrayList<>();
    private final Map<Path, Path> linkedRuns = new LinkedHashMap<>();
    private final List<FileEntry> otherParts = new ArrayList<>();
    private final Set<String> otherNames = new HashSet<>();
    private boolean holdsArtifact;
    private boolean holdsFiles;
    private boolean isNoRun;
    private boolean isTooLarge;

    Listing(Path folder, Predicate<String> mayBeOthers) {
      this.folder = folder;
      this.mayBeOthers = mayBeOthers;
    }

    /** Takes an entry in; true if it is a folder to be walked. */
    boolean add(Path path) throws IOException {
      String name = nameOf(path);
      boolean known = EvidenceFiles.KNOWN.contains(name);
      BasicFileAttributes attributes;
      try {
        attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        return false; // gone since it was listed: as if listed a moment later
      } catch (IOException e) {
        add(FileEntry.unreadable(name), known);
        return false;
      }
      if (attributes.isRegularFile()) {
        if (mayBeOthers.test(name)) {
          others.add(path);
        } else {
          holdsFiles = true;
        }
        add(entry(name, attributes, FileEntry.Kind.FILE), known);
      } else if (attributes.isSymbolicLink()) {
        addLink(path, name, known);
      } else if (known) {
        // A folder or device of that name makes no run.
        files.add(attributes.isDirectory() ? FileEntry.folder(name) : FileEntry.unreadable(name));
      } else if (RunLayout.OTHER_NAMES.contains(name)) {
        otherParts.add(
            attributes.isDirectory() ? FileEntry.folder(name) : FileEntry.unreadable(name));
      }
      return attributes.isDirectory();
    }

    private void addLink(Path path, String name, boolean known) {
      try {
        Path target = path.toRealPath();
        BasicFileAttributes attributes =
            Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile()) {
          boolean stays = roots.stream().anyMatch(root -> stays(root, target));
          add(
              entry(name, attributes, stays ? FileEntry.Kind.LINK : FileEntry.Kind.LEAVING_LINK),
              known);
          return;
        }
        if (roots.stream().noneMatch(target::startsWith)
            && Files.isRegularFile(target.resolve(EvidenceFiles.SNAPSHOT))) {
          linkedRuns.put(path, target);
        }
      } catch (IOException e) {
        // it points nowhere, or where we may not look
      }
      if (known) {
        add(new FileEntry(name, 0, 0, FileEntry.Kind.DEAD_LINK), true);
      }
    }

    private boolean stays(Path root, Path target) {
      return target.startsWith(root) && (followsLinks || folder.startsWith(root));
    }

    private FileEntry entry(String name, BasicFileAttributes attributes, FileEntry.Kind kind) {
      long mtime = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      // A name that is no UTF-8 can't be found again by its text.
      boolean isText = name.indexOf('\uFFFD') < 0;
      return new FileEntry(
          name, attributes.size(), mtime, isText ? kind : FileEntry.Kind.UNREADABLE);
    }

    private void add(FileEntry file, boolean known) {
      holdsArtifact |= known;
      if (!known && RunLayout.OTHER_NAMES.contains(file.name())) {
        otherNames.add(file.name());
      }
      if (!isNoRun && !isTooLarge) {
        files.add(file);
      }
      if (files.size() == MANY_FILES && !holdsArtifact && !anyArtifactExists()) {
        isNoRun = true;
        files.clear();
      } else if (files.size() > maxFiles) {
        isTooLarge = true;
        files.clear();
      }
    }

    List<String> names() {
      return files.stream().map(FileEntry::name).toList();
    }

    private boolean anyArtifactExists() {
      return Stream.concat(EvidenceFiles.KNOWN.stream(), RunLayout.MARKS.stream())
          .anyMatch(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Nullable RunFolder runFolder() {
      if (isTooLarge || !(holdsArtifact || RunLayout.makesRun(otherNames))) {
        return null;
      }
      boolean hasSnapshot =
          otherParts.isEmpty()
              || files.stream().anyMatch(file -> file.name().equals(EvidenceFiles.SNAPSHOT));
      if (!hasSnapshot) {
        files.addAll(otherParts);
      }
      return new RunFolder(folder, files);
    }
  }
}
