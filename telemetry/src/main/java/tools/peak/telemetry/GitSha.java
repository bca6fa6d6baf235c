package tools.peak.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commit that a folder's working tree is at, read from the files of Git itself. */
final class GitSha {
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final String REF = "ref: ";

  private GitSha() {}

  /**
   * 40 (or 64) hex digits; null outside of a working tree or where Git's files are not readable.
   */
  static @Nullable String of(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      try {
        if (Files.isDirectory(git)) {
          return head(git);
        }
        if (Files.isRegularFile(git)) {
          // A worktree or submodule: the file says where its Git folder is.
          return head(at.resolve(Files.readString(git).substring("gitdir: ".length()).strip()));
        }
      } catch (IOException | RuntimeException _) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable String head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith(REF)) {
      return valid(head);
    }
    String ref = head.substring(REF.length());
    Path common = git.resolve("commondir");
    Path shared =
        Files.exists(common) ? git.resolve(Files.readString(common).strip()).normalize() : git;
    Path loose = shared.resolve(ref).normalize();
    if (!loose.startsWith(shared.normalize())) {
      return null;
    }
    return Files.exists(loose) ? valid(Files.readString(loose).strip()) : packed(shared, ref);
  }

  private static @Nullable String packed(Path git, String ref) throws IOException {
    Path packed = git.resolve("packed-refs");
    if (!Files.exists(packed)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(packed)) {
      return lines
          .filter(line -> line.endsWith(" " + ref))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .filter(sha -> valid(sha) != null)
          .findFirst()
          .orElse(null);
    }
  }

  private static @Nullable String valid(String sha) {
    return SHA.matcher(sha).matches() ? sha : null;
  }
}
