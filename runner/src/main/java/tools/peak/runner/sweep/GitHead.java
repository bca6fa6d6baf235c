package tools.peak.runner.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the commit a folder's repository is at, by reading git's files: no process is started. */
public final class GitHead {
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final String REF = "ref: ";
  private static final String WORKTREE = "gitdir: ";

  private GitHead() {}

  /** The commit of the repository that {@code folder} is in; empty if there is none to be found. */
  public static Optional<String> sha(Path folder) {
    try {
      for (Path dir = folder.toAbsolutePath().normalize(); dir != null; dir = dir.getParent()) {
        Path git = dir.resolve(".git");
        if (Files.exists(git)) {
          return commit(Files.isDirectory(git) ? git : worktree(git));
        }
      }
    } catch (IOException e) {
      // A repository that cannot be read says no more than none: the run is what matters.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Path worktree(Path file) throws IOException {
    String text = Files.readString(file).strip();
    if (!text.startsWith(WORKTREE)) {
      throw new IOException(file + " names no folder");
    }
    return file.resolveSibling(text.substring(WORKTREE.length()));
  }

  private static Optional<String> commit(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith(REF)) {
      return Optional.of(head).filter(text -> SHA.matcher(text).matches());
    }
    String ref = head.substring(REF.length());
    Path pointer = git.resolve("commondir");
    Path common = Files.exists(pointer) ? git.resolve(Files.readString(pointer).strip()) : git;
    Path loose = common.resolve(ref);
    if (Files.isRegularFile(loose)) {
      return Optional.of(Files.readString(loose).strip()).filter(SHA.asMatchPredicate());
    }
    Path packed = common.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(packed)) {
      return lines
          .filter(line -> line.endsWith(" " + ref))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .filter(SHA.asMatchPredicate())
          .findFirst();
    }
  }
}
