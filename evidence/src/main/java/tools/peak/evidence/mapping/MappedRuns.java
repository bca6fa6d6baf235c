package tools.peak.evidence.mapping;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.folder.ReadFailures;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;

/**
 * The runs that a mapping finds below some folders. Nothing outside of them is read: links to
 * folders are not followed, links to files only within them.
 */
public final class MappedRuns {
  /** Below this depth a folder's listing is closed before its subfolders are opened. */
  private static final int OPEN_AT_ONCE = 64;

  private final List<Root> roots;
  private final List<Path> folders;
  private final Mapping mapping;
  private final boolean followsLinks;
  private final ReadLimits limits;
  private final Queue<OpenFiles> idle = new ConcurrentLinkedQueue<>();
  private final Queue<String> unreadable = new ConcurrentLinkedQueue<>();
  private @Nullable LookedAgain lookedAgain;

  /**
   * What is loaded.
   *
   * @param file the only file of the folder, if one was named
   */
  private record Root(Path folder, @Nullable Path file) {}

  /** The rows of a file that had to be looked at again, by run_id. */
  private record LookedAgain(FileEntry entry, Path file, Map<String, MappedRun> runs) {}

  /** Takes what is found, on the finding thread. */
  public interface Visitor {
    void run(MappedRun run) throws InterruptedException;

    /** A file or folder that can't be read, or a part of one; the search goes on. */
    void unreadable(String id, Problem problem) throws InterruptedException;
  }

  private MappedRuns(List<Root> roots, Mapping mapping, boolean followsLinks, ReadLimits limits) {
    this.roots = List.copyOf(roots);
    this.folders = roots.stream().map(Root::folder).toList();
    this.mapping = mapping;
    this.followsLinks = followsLinks;
    this.limits = limits;
  }

  /**
   * Folders, or single files of runs.
   *
   * @param followsLinks whether links to files may lead from each into all of the others
   * @throws IOException if one is not there, saying which
   */
  public static MappedRuns of(
      List<Path> paths, Mapping mapping, boolean followsLinks, ReadLimits limits)
      throws IOException {
    List<Root> roots = new ArrayList<>();
    for (Path path : paths) {
      Path real;
      try {
        real = path.toRealPath();
      } catch (NoSuchFileException e) {
        throw new IOException("nothing at " + path, e);
      }
      Path folder = real.getParent();
      roots.add(
          Files.isDirectory(real) || folder == null
              ? new Root(real, null)
              : new Root(folder, real));
    }
    return new MappedRuns(roots, mapping, followsLinks, limits);
  }

  /** What was asked for, a line each. */
  public String name() {
    return roots().stream().map(Path::toString).collect(Collectors.joining("\n"));
  }

  /** The folders and files that were named, without links. */
  public List<Path> roots() {
    return roots.stream().map(root -> root.file() == null ? root.folder() : root.file()).toList();
  }

  /** Why a search came by so many files and by no run. */
  public String whyNone(long files) {
    return String.format(
        Locale.ROOT,
        "none of %,d %s is '%s', the runs.file of %s",
        files,
        files == 1 ? "file" : "files",
        mapping.pattern(),
        mapping.name());
  }

  Mapping mapping() {
    return mapping;
  }

  /**
   * Finds all runs.
   *
   * @return how many files were looked at, if none makes a run; else 0
   * @throws InterruptedException if the visitor was interrupted
   */
  public long forEach(Visitor visitor) throws InterruptedException {
    Search search = new Search(visitor);
    for (Root root : roots) {
      Path file = root.file();
      if (file == null) {
        search.walk(root.folder(), root.folder(), List.of());
      } else {
        search.file(root.folder(), file, List.of(String.valueOf(file.getFileName())), true);
      }
    }
    return search.found > 0 ? 0 : search.looked;
  }

  /** Whether {@link #forEach} has come by a run of that id, if there is one. */
  public boolean covers(String id) {
    for (Root root : roots) {
      String folder = root.folder() + "/";
      if (id.startsWith(folder) && unreadable.stream().noneMatch(id::startsWith)) {
        return paths(id).stream()
            .filter(path -> path.startsWith(folder))
            .anyMatch(path -> isFound(root, path, path.substring(folder.length())));
      }
    }
    return false;
  }

  private boolean isFound(Root root, String path, String below) {
    return root.file() == null
        ? mapping.pattern().match(List.of(below.split("/", -1))) != null
        : path.equals(root.file().toString());
  }

  /** Whether nothing is there any more of a run of that id. */
  public boolean isGone(String id) {
    try {
      return Files.notExists(Path.of(id))
          && paths(id).stream().noneMatch(path -> Files.isRegularFile(Path.of(path)));
    } catch (InvalidPathException _) {
      return false; // a run_id that this machine's file system could not name
    }
  }

  /** What an id may be the path of: any slash in it may begin the name of a row. */
  private static List<String> paths(String id) {
    List<String> paths = new ArrayList<>(List.of(id));
    for (int at = id.indexOf('/', 1); at > 0; at = id.indexOf('/', at + 1)) {
      paths.add(id.substring(0, at));
    }
    return paths;
  }

  /** What is not there any more of what was asked for, if anything. */
  public Optional<String> missing() {
    return roots().stream().filter(Files::notExists).map(Path::toString).findFirst();
  }

  Optional<Reading> read(MappedRun run) {
    if (run.problem() != null) {
      return Optional.of(new Reading.Refused(run.runId(), List.of(run.problem())));
    }
    OpenFiles taken = idle.poll();
    OpenFiles files = taken == null ? new OpenFiles(limits) : taken;
    Reading reading = new MappedReading(mapping, run, files).read();
    idle.add(files); // one that failed is not used again
    return isSame(run) ? Optional.of(reading) : Optional.empty();
  }

  private boolean isSame(MappedRun run) {
    Located now = Located.at(run.place().name(), run.place().file(), reachable(run.place().root()));
    if (!run.place().entry().equals(now.entry())) {
      return false;
    }
    return run.files().equals(beside(run.place(), run.files()));
  }

  /** The same files, as they are now. */
  private Map<String, Located> beside(RunPlace place, Map<String, Located> before) {
    Map<String, Located> now = new LinkedHashMap<>();
    before.forEach(
        (part, file) ->
            now.put(
                part,
                Located.below(place.root(), place.folder(), file.name(), reachable(place.root()))));
    return now;
  }

  Optional<MappedRun> look(MappedRun run) {
    RunPlace old = run.place();
    Located now = Located.at(old.name(), old.file(), reachable(old.root()));
    FileEntry entry = now.entry();
    if (entry == null) {
      return Optional.empty();
    }
    RunPlace place = new RunPlace(old.root(), old.file(), old.relative(), entry, old.kept());
    if (run.row() == null) {
      return Optional.of(ofFile(place));
    }
    LookedAgain known = lookedAgain;
    if (known == null || !known.entry().equals(entry) || !known.file().equals(old.file())) {
      Map<String, MappedRun> runs = new LinkedHashMap<>();
      known = new LookedAgain(entry, old.file(), runs);
      try {
        rows(
            place,
            new Visitor() {
              @Override
              public void run(MappedRun each) {
                runs.put(each.id(), each);
              }

              @Override
              public void unreadable(String id, Problem problem) {
                // the next pass says it
              }
            });
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      lookedAgain = known;
    }
    return Optional.ofNullable(known.runs().get(run.id()));
  }

  private List<Path> reachable(Path root) {
    return followsLinks ? folders : List.of(root);
  }

  private MappedRun ofFile(RunPlace place) {
    RunValues values = new RunValues();
    values.put(FieldRef.PATH, RunValues.ofPath(place.kept(), place.relative()));
    return new MappedRun(
        this, place, files(place, values), null, MappedRun.RowPlace.NONE, null, null);
  }

  /** The files that a mapping names beside a run, found by its values. */
  Map<String, Located> files(RunPlace place, RunValues values) {
    Map<String, Located> files = new LinkedHashMap<>();
    for (Mapping.Part part : mapping.allFiles()) {
      String path = part.path().fill(values::text);
      if (path != null) {
        files.put(
            part.name(),
            Located.below(place.root(), place.folder(), path, reachable(place.root())));
      }
    }
    return files;
  }

  private void rows(RunPlace place, Visitor visitor) throws InterruptedException {
    OpenFiles taken = idle.poll();
    OpenFiles files = taken == null ? new OpenFiles(limits) : taken;
    new RowSearch(this, place, files, visitor).run();
    idle.add(files);
  }

  /** One pass through the folders. */
  private final class Search {
    private final Visitor visitor;
    private long found;
    private long looked;

    Search(Visitor visitor) {
      this.visitor = visitor;
    }

    void walk(Path root, Path folder, List<String> below) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      List<Path> later = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          List<String> path = new ArrayList<>(below);
          path.add(String.valueOf(entry.getFileName()));
          if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            file(root, entry, path, false);
          } else if (mapping.pattern().leadsInto(path)) {
            if (path.size() < OPEN_AT_ONCE) {
              walk(root, entry, path);
            } else {
              later.add(entry);
            }
          }
        }
      } catch (DirectoryIteratorException | IOException e) {
        String id = folder + "/" + mapping.pattern();
        unreadable.add(folder + "/");
        visitor.unreadable(id, new Problem.Unreadable(folder.toString(), ReadFailures.reason(e)));
      }
      for (Path subfolder : later) {
        List<String> path = new ArrayList<>(below);
        path.add(String.valueOf(subfolder.getFileName()));
        walk(root, subfolder, path);
      }
    }

    /** Looks at a file; one that was named is a run's, whatever folder the pattern says. */
    void file(Path root, Path file, List<String> below, boolean isNamed)
        throws InterruptedException {
      looked++;
      Map<String, String> kept =
          isNamed ? mapping.pattern().matchName(below.getLast()) : mapping.pattern().match(below);
      if (kept == null) {
        return;
      }
      found++;
      Located located = Located.at(below.getLast(), file, reachable(root));
      FileEntry entry = located.entry();
      if (below.stream().anyMatch(name -> name.indexOf('\uFFFD') >= 0)) {
        visitor.unreadable(
            file.toString(),
            new Problem.Unreadable(below.getLast(), "has a path that is not UTF-8: rename it"));
      } else if (entry != null) {
        RunPlace place = new RunPlace(root, file, String.join("/", below), entry, kept);
        if (mapping.isEachRow()) {
          rows(place, visitor);
        } else {
          visitor.run(ofFile(place));
        }
      } else if (located.problem() != null) {
        visitor.unreadable(file.toString(), located.problem());
      }
    }
  }
}
