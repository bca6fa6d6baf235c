package tools.peak.evidence.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;

/** Makes folders for tests, and looks at them through the real walk. */
public final class Folders {
  public static final String META = "{\"meta\": {\"run_id\": \"r\"}, \"params\": {}}";

  private Folders() {}

  /** A folder with files of these names and contents, in turn. */
  public static Path folder(Path path, String... namesAndContents) {
    try {
      Files.createDirectories(path);
      for (int i = 0; i < namesAndContents.length; i += 2) {
        Files.writeString(path.resolve(namesAndContents[i]), namesAndContents[i + 1]);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a walk finds. */
  public record Found(Map<Path, RunFolder> folders, Map<Path, Problem> problems, List<Path> order) {
    RunFolder at(Path folder) throws IOException {
      return Objects.requireNonNull(folders.get(folder.toRealPath()));
    }

    /** Paths of the run folders below a root. */
    List<String> below(Path root) throws IOException {
      Path real = root.toRealPath();
      return folders.keySet().stream().map(p -> real.relativize(p).toString()).sorted().toList();
    }
  }

  public static Found walk(Path... roots) throws IOException {
    Found found = new Found(new HashMap<>(), new HashMap<>(), new ArrayList<>());
    try {
      FolderWalk.of(List.of(roots))
          .forEach(
              new FolderWalk.Visitor() {
                @Override
                public void folder(RunFolder folder) {
                  found.folders.put(folder.path(), folder);
                  found.order.add(folder.path());
                }

                @Override
                public void unreadable(Path path, Problem problem) {
                  found.problems.put(path, problem);
                }
              });
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  public static RunFolder look(Path folder) throws IOException {
    RunFolder found = FolderWalk.of(List.of(folder)).look(folder.toRealPath());
    if (found == null) {
      throw new IllegalStateException("no artifacts in " + folder);
    }
    return found;
  }

  static Reading read(Path folder) throws IOException {
    return read(folder, ReadLimits.DEFAULT);
  }

  static Reading read(Path folder, ReadLimits limits) throws IOException {
    return new EvidenceReader(limits).read(look(folder));
  }

  /** The run in a folder that must be one. */
  public static Run run(Path folder) throws IOException {
    Reading reading = read(folder);
    if (reading instanceof Reading.Loaded loaded) {
      return loaded.run();
    }
    throw new AssertionError("not loaded: " + reading);
  }

  /** The problems of a folder that must be refused. */
  static List<Problem> problems(Path folder) throws IOException {
    return problems(folder, ReadLimits.DEFAULT);
  }

  static List<Problem> problems(Path folder, ReadLimits limits) throws IOException {
    Reading reading = read(folder, limits);
    if (reading instanceof Reading.Refused refused) {
      return refused.problems();
    }
    throw new AssertionError("not refused: " + reading);
  }

  static void setTime(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
